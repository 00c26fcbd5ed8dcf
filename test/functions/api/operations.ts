import { documentOperations } from '../../../functions/api/document-operations.js';
import { enrolOperations } from '../../../functions/api/enrol-operations.js';
import { readerOperations } from '../../../functions/api/reader-operations.js';
import { readingOperations } from '../../../functions/api/reading-operations.js';
import { requestOperations } from '../../../functions/api/request-operations.js';

/** Every operation of the API, of whichever function serves it. */
export const operations = {
  ...requestOperations,
  ...enrolOperations,
  ...documentOperations,
  ...readerOperations,
  ...readingOperations,
};
