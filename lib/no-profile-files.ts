/**
 * Stands in for `@smithy/core/config` in our bundles (`bundled-function.ts` aliases it). The SDK asks it whether the environment,
 * or else a profile file in somebody's home, names another endpoint. A function has no home: the environment alone is asked, and
 * what looks for files and reads them is 4 KB of every bundle. What else the module has is there under a name that is aliased as well.
 */
// @ts-expect-error -- a name that the bundler alone knows: nobody here uses what comes from there.
export * from '@smithy/core/whole-config';

interface Selectors<Value> {
  environmentVariableSelector: (environment: NodeJS.ProcessEnv) => Value | undefined;
  default: Value;
}

export const loadConfig =
  <Value>({ environmentVariableSelector, default: otherwise }: Selectors<Value>) =>
  async (): Promise<Value> =>
    environmentVariableSelector(process.env) ?? otherwise;

/** @throws Error for a word that is neither "true" nor "false", as the SDK's does. */
export function booleanSelector(settings: NodeJS.ProcessEnv, name: string, type: string): boolean | undefined {
  const word = settings[name];
  if (word === undefined) return undefined;
  if (word !== 'true' && word !== 'false') throw new Error(`${type} ${name} is "true" or "false", found ${word}`);
  return word === 'true';
}

export const SelectorType = { ENV: 'env', CONFIG: 'shared config entry' } as const;
/** Of names in a profile file. */
export const CONFIG_PREFIX_SEPARATOR = '.';
