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

/** A word that the selector cannot read is passed over, as the SDK passes it over. */
export const loadConfig =
  <Value>({ environmentVariableSelector, default: otherwise }: Selectors<Value>) =>
  async (): Promise<Value> => {
    try {
      return environmentVariableSelector(process.env) ?? otherwise;
    } catch {
      return otherwise;
    }
  };
