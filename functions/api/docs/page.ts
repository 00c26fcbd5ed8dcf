/**
 * The reader of the API's document: a page, and two texts beside the packaged viewer. Addresses are relative to `/docs`,
 * so that the API may also be served under a path of its own.
 */
export const docsPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Pigeonhole admin API</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="docs/viewer-style" />
    <link rel="stylesheet" href="docs/style" />
  </head>
  <body>
    <main id="docs"></main>
    <noscript><p>This page draws <a href="v1/openapi.json">the document</a>, which can be read without it.</p></noscript>
    <script src="docs/viewer"></script>
    <script src="docs/start"></script>
  </body>
</html>
`;

/** For reading: nothing is sent from here but the question for the document, and no token is asked for. */
export const docsStart = `SwaggerUIBundle({
  url: 'v1/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelExpandDepth: 3,
  defaultModelRendering: 'model',
  defaultModelsExpandDepth: -1,
  displayOperationId: true,
  filter: true,
  showExtensions: true,
  supportedSubmitMethods: [],
  validatorUrl: null,
});
`;

export const docsStyle = `body { margin: 0; background: #fff; }
noscript p { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; }
.swagger-ui .opblock .opblock-summary-operation-id { flex: none; max-width: none; white-space: nowrap; word-break: normal; }
@media (max-width: 640px) { .swagger-ui .opblock .opblock-summary-operation-id { display: none; } }
.swagger-ui .scheme-container, .swagger-ui .authorization__btn { display: none; }
`;
