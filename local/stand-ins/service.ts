/** One AWS request as a stand-in sees it: header names lower-cased, the body whole. */
export interface ServiceRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface ServiceResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What stands in for one AWS service behind the shared endpoint. */
export type ServiceHandler = (request: ServiceRequest) => Promise<ServiceResponse>;

/** An error that AWS would answer with: `code` is the name the SDK shows, `status` the HTTP status. */
export class ServiceError extends Error {
  public constructor(
    public readonly code: string,
    message: string,
    public readonly status = 400,
    /** Further members of the error's body, such as ResourceType. */
    public readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = code;
  }
}

type Operation = (input: Record<string, unknown>) => unknown;

/**
 * A service of the AWS JSON protocol (1.0 and 1.1): the operation stands in `x-amz-target`, input and output are JSON.
 * An operation that is not in the table is answered with UnknownOperationException, which names it.
 */
export function jsonService(operations: Readonly<Record<string, Operation>>): ServiceHandler {
  return async (request) => {
    const type = request.headers['content-type'] ?? 'application/x-amz-json-1.0';
    const name = (request.headers['x-amz-target'] ?? '').split('.').at(-1) ?? '';
    try {
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) throw unknownOperation(name);
      const output = await operation(parseJsonObject(request.body));
      return { status: 200, headers: { 'content-type': type }, body: JSON.stringify(output ?? {}) };
    } catch (error) {
      return jsonError(error, { 'content-type': type });
    }
  };
}

/** The answer of the JSON and REST-JSON protocols to an error; anything but a ServiceError is thrown on. */
export function jsonError(error: unknown, headers: Readonly<Record<string, string>> = {}): ServiceResponse {
  if (!(error instanceof ServiceError)) throw error;
  const body = { __type: error.code, message: error.message, Message: error.message, ...error.details };
  return {
    status: error.status,
    headers: { 'content-type': 'application/json', ...headers, 'x-amzn-errortype': error.code },
    body: JSON.stringify(body),
  };
}

export function unknownOperation(name: string): ServiceError {
  return new ServiceError('UnknownOperationException', `the local stand-in does not know the operation "${name}"`);
}

export function parseJsonObject(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  const parsed = parse(body);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  throw new ServiceError('SerializationException', 'the body is not a JSON object');
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ServiceError('SerializationException', 'the body is not JSON');
  }
}
