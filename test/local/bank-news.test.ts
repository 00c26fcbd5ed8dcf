import { expect, it } from 'vitest';
import { bankNews } from '../../local/bank-news.js';

const away = '{"bankId":"north","awayMinutes":5,"counter":"bank-away"}';
const back = '{"bankId":"north","awayMinutes":9,"counter":"bank-returned"}';

it('tells of a bank that is away and of its return, once each, and of nothing else that is printed', () => {
  const look = bankNews();
  expect(look('rest', ['START', '{"type":"heartbeat","counter":"health-message"}', away])).toEqual([
    'bank north has been away for 5 minutes',
  ]);
  expect(look('rest', ['START', '{"type":"heartbeat","counter":"health-message"}', away])).toEqual([]);
  expect(look('rest', [away, 'START', '{"counter":"bank-', back])).toEqual(['bank north is back after 9 minutes']);
});

it('goes on where the kept lines have moved on past all that was seen', () => {
  const look = bankNews();
  look('rest', [away]);
  expect(look('rest', ['START', back])).toEqual(['bank north is back after 9 minutes']);
});
