import { operation, type BasePorts } from '../operation.js';
import { docsPage } from './page.js';

/** It runs what comes from here and nothing else, and may ask nobody else. The viewer draws its icons as data. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const readDocs = operation<undefined, undefined, BasePorts>({
  summary: 'This document, to read: a page for a browser.',
  answers: { 200: undefined },
  as: ['text/html'],
  async handle() {
    const headers = { 'content-security-policy': policy, 'cache-control': 'public, max-age=300' };
    return { status: 200, content: { type: 'text/html', text: docsPage, headers } };
  },
});
