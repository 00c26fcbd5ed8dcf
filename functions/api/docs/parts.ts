import { docsStart, docsStyle } from './page.js';

/** What the page is made of, by its name in the address: a text, or a file of the packaged viewer. */
export const docsParts = {
  viewer: { type: 'text/javascript', file: 'swagger-ui-bundle.js' },
  'viewer-style': { type: 'text/css', file: 'swagger-ui.css' },
  start: { type: 'text/javascript', text: docsStart },
  style: { type: 'text/css', text: docsStyle },
} as const;

export type ViewerFile = 'swagger-ui-bundle.js' | 'swagger-ui.css';

/** A file of the viewer, compressed (Brotli, RFC 7932). */
export type ReadViewerFile = (file: ViewerFile) => Promise<Uint8Array>;
