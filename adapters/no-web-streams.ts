/**
 * Stands in for `node:stream/web` in our bundles (lib/bundled-function.ts aliases it). Middy asks of a streamed answer
 * whether it is one of these, and no answer of ours is streamed; the real module takes a cold start 5 ms to load.
 */
export class ReadableStream {}
