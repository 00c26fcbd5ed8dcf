import { csvParseRows } from 'd3-dsv';
import { describe, expect, it } from 'vitest';
import { csv } from '../../../functions/api/csv.js';

describe('a table for spreadsheets', () => {
  it('has a line of columns and a line for each row, in the type that spreadsheets take', () => {
    const rows = [
      ['a', 1.5, undefined],
      ['b', -2, 'x'],
    ];
    expect(csv(['name', 'value', 'unit'], rows)).toEqual({
      type: 'text/csv',
      text: '\ufeffname,value,unit\na,1.5,\nb,-2,x\n',
    });
  });

  it('is UTF-8 that says so: EF BB BF, without which Excel reads it in the code page of its user', () => {
    const bytes = Buffer.from(csv(['door'], [['Île-de-Ré']]).text, 'utf8');
    expect(bytes.toString('latin1')).toBe('ï»¿door\nÃ\x8ele-de-RÃ©\n');
  });

  it.each(['=1+1', '+49', '-2', '@SUM(A1)', ' =1', '\t=1', '\r=1', '\tx', '＝1'])(
    'lets no text %j be a formula',
    (text) => {
      const [, [cell]] = csvParseRows(csv(['name'], [[text]]).text) as [string[], string[]];
      expect(cell).toBe(`'${text}`);
    },
  );

  it.each(['a,b', 'say "hi"', 'two\nlines', 'a=b', 'é', "O'Neill"])('keeps %j as it is', (text) => {
    const [, row] = csvParseRows(csv(['name', 'next'], [[text, 'n']]).text);
    expect(row).toEqual([text, 'n']);
  });
});
