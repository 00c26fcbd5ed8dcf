import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a port of the run does not answer: undefined when a program of this machine asks. A page that rebinds its name to
 * 127.0.0.1 sends that name as Host; any other page sends an Origin with whatever it may do without asking first.
 */
export function refusalOfPage({ host = '', origin }: IncomingHttpHeaders): string | undefined {
  const name = host.replace(/:\d+$/, '');
  if (name !== '127.0.0.1' && name !== 'localhost') return `the host ${name} is not this machine`;
  return origin === undefined ? undefined : 'a web page may not call this port';
}
