import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * The size of an item in bytes, by the rules of the DynamoDB Developer Guide, "DynamoDB item sizes and formats": names and
 * texts by their UTF-8, a number about a byte for two significant digits and one more, a list or map 3 bytes and one for
 * each element beside the elements themselves.
 */
export function itemSize(item: Record<string, AttributeValue>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return value.B.length;
  if (value.L !== undefined) return value.L.reduce((sum, element) => sum + 1 + valueSize(element), 3);
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M);
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  throw new Error(`no rule for ${Object.keys(value).join()}`);
}

/** Leading and trailing zeros are trimmed; a negative number takes a byte more. Up to 21 bytes. */
function numberSize(text: string): number {
  const [mantissa = ''] = text.replace('-', '').toLowerCase().split('e');
  const digits = mantissa.replace('.', '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.min(21, Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0));
}
