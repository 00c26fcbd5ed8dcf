import type { TableAccess } from './access.js';
import { TableReads } from './table-reads.js';

/** For a function that only reads: it has no right to write, and whoever tries is told so before AWS says it. */
export class ReadOnlyTable extends TableReads implements Pick<TableAccess, 'put' | 'putIf' | 'update'> {
  public put = refused;
  public putIf = refused;
  public update = refused;
}

const refused = (): Promise<never> => Promise.reject(new Error('this function only reads: it has no right to write'));
