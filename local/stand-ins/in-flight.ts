import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

export interface InFlight {
  /** Hands a request on, and answers 503 once `drain` was called. */
  readonly listener: RequestListener;
  /** Lets no further request in, and resolves when none is being worked on or after `patienceMs` of real time. */
  drain(patienceMs: number): Promise<void>;
}

/** Counts the requests that `handle` works on, so that what it works with is not closed under it. */
export function inFlight(handle: RequestListener): InFlight {
  let count = 0;
  let atRest: (() => void) | undefined;
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    if (atRest) return void response.writeHead(503, { connection: 'close' }).end();
    count += 1;
    onceDone(request, response, () => {
      count -= 1;
      if (count === 0) atRest?.();
    });
    handle(request, response);
  };
  const drain = (patienceMs: number): Promise<void> =>
    new Promise((resolve) => {
      const waiting = setTimeout(resolve, patienceMs);
      atRest = () => {
        clearTimeout(waiting);
        resolve();
      };
      if (count === 0) atRest();
    });
  return { listener, drain };
}

/** The work ends with the answer's last byte, or where it is answered to a caller that has gone; what never was whole began none. */
function onceDone(request: IncomingMessage, response: ServerResponse, done: () => void): void {
  let isDone = false;
  const finish = () => {
    if (!isDone) done();
    isDone = true;
  };
  const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse;
  response.end = ((...given: unknown[]) => {
    if (response.destroyed) finish();
    else response.on('finish', finish).on('close', finish);
    return end(...given);
  }) as ServerResponse['end'];
  request.on('close', () => {
    if (!request.complete) finish();
  });
}
