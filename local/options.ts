import { parseArgs, type ParseArgsConfig } from 'node:util';

/** One option of a small command: what it is called, what it means, and its default in words. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly default?: string;
  readonly hint?: string;
  readonly about: string;
}

export type Values<Options extends Record<string, Option>> = {
  [Name in keyof Options]: Options[Name]['type'] extends 'boolean' ? boolean : string | undefined;
};

/** Where the parts of the local run listen; every small command finds them by the same flags. */
export const portOptions = {
  port: { type: 'string', default: '8787', hint: 'N', about: 'the API' },
  'mqtt-port': { type: 'string', default: '8883', hint: 'N', about: 'MQTT over TLS' },
  'control-port': { type: 'string', default: '8788', hint: 'N', about: 'the control port: outbox, clock, mishaps' },
} as const satisfies Record<string, Option>;

/** Reads the command line. `--help` prints and ends; what is not understood is a clear error, and ends too. */
export function readOptions<Options extends Record<string, Option>>(
  usage: string,
  options: Options,
  argv = process.argv.slice(2),
): Values<Options> {
  const config: ParseArgsConfig = {
    args: argv,
    strict: true,
    allowPositionals: false,
    options: { ...parsable(options), help: { type: 'boolean', short: 'h' } },
  };
  try {
    const { values } = parseArgs(config);
    if (values['help']) exitWith(0, help(usage, options));
    return withDefaults(options, values);
  } catch (error) {
    return exitWith(2, `${error instanceof Error ? error.message : String(error)}\n\n${help(usage, options)}`);
  }
}

/** A whole number from an option, within bounds. */
export function wholeNumber(text: string | undefined, name: string, [min, max]: readonly [number, number]): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  return exitWith(2, `--${name} takes a whole number from ${min} to ${max}, not '${text ?? ''}'`);
}

/** Ends the command with a word to the person. */
export function exitWith(code: number, message: string): never {
  (code === 0 ? process.stdout : process.stderr).write(`${message}\n`);
  process.exit(code);
}

function parsable(options: Record<string, Option>): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }]));
}

function withDefaults<Options extends Record<string, Option>>(
  options: Options,
  given: Record<string, unknown>,
): Values<Options> {
  const values = Object.entries(options).map(([name, option]) => [
    name,
    given[name] ?? (option.type === 'boolean' ? false : option.default),
  ]);
  return Object.fromEntries(values) as Values<Options>;
}

function help(usage: string, options: Record<string, Option>): string {
  const rows = Object.entries(options).map(([name, { hint, about, default: standard }]) => {
    const flag = `  --${name}${hint ? ` ${hint}` : ''}`;
    return `${`${flag} `.padEnd(26)}${about}${standard === undefined ? '' : ` (default ${standard})`}`;
  });
  return [usage, '', ...rows, `${'  --help'.padEnd(26)}this text`].join('\n');
}
