import { docsStart, docsStyle } from './page.js';

/** What the page is made of, by its name in the address: a text, or a file of the packaged viewer. */
export const docsParts = {
  viewer: { type: 'text/javascript', file: 'swagger-ui-bundle.js' },
  'viewer-style': { type: 'text/css', file: 'swagger-ui.css' },
  start: { type: 'text/javascript', text: docsStart },
  style: { type: 'text/css', text: docsStyle },
} as const;
