/**
 * Writes plain data as YAML 1.2 in block style. Whatever is not a plain word or sentence is quoted as JSON is, which YAML
 * reads as it stands; so there is nothing to guess about dates, numbers and "no".
 */
export const yamlOf = (value: unknown): string => `${block(value, 0).trimStart()}\n`;

function block(value: unknown, depth: number): string {
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) return ` [${value.map(flow).join(', ')}]`;
    return value.map((item) => `\n${pad(depth)}- ${block(item, depth + 1).trimStart()}`).join('');
  }
  if (typeof value !== 'object' || value === null) return ` ${scalar(value)}`;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  if (entries.length === 0) return ' {}';
  return entries.map(([key, field]) => `\n${pad(depth)}${scalar(key)}:${block(field, depth + 1)}`).join('');
}

const pad = (depth: number): string => '  '.repeat(depth);

/** Within brackets a comma or bracket ends a plain text. */
const flow = (value: unknown): string =>
  typeof value === 'string' && !/^[\w-]+$/.test(value) ? JSON.stringify(value) : scalar(value);

/** Begins with a letter or a dollar sign, and holds nothing that YAML gives a meaning to. */
const plain = /^[A-Za-z$][\w $.,/()%;'=<>≤≥×–-]*$/;
const reserved = /^(true|false|null|yes|no|on|off|y|n)$/i;

function scalar(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return plain.test(value) && !reserved.test(value) && !value.endsWith(' ') ? value : JSON.stringify(value);
}
