import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { resolveStack } from '../local/resolved-stack.js';
import { readAssembly } from '../local/template.js';

/** Of all files of a bundle, those that are loaded late too. */
export const kilobytesMax = 500;
/** It carries the IoT control plane and X.509, and nobody waits for it at a door. */
export const isUnlimited = (name: string): boolean => name === 'on-enroll';

/** One function as it would be deployed. */
export interface Bundle {
  readonly name: string;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Of an assembly of one stack. What the functions ask of AWS goes to `endpointUrl`. */
export function bundlesOf(assembly: string, endpointUrl = 'http://127.0.0.1:9'): Bundle[] {
  const { template, stackName, accountId, region, assetDirectory } = readAssembly(assembly);
  const stack = resolveStack(template, { stackName, accountId, region, endpointUrl, apiUrl: endpointUrl });
  const credentials = {
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
  };
  return stack.resourcesOf('AWS::Lambda::Function').map(({ ref, properties }) => {
    const name = ref.replace(/^.*?(?=on-)/, ''); // Without the stage.
    const directory = assetDirectory(properties.Code.S3Key);
    if (directory === undefined) throw new Error(`the assembly has no asset for ${name}`);
    return { name, directory, environment: { ...properties.Environment?.Variables, ...credentials } };
  });
}

export function bytesOf(directory: string): number {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0);
}
