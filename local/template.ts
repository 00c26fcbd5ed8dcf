import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Condition?: string }>>;
}

/** What `cdk synth` wrote of one stack. */
export interface Assembly {
  readonly stackName: string;
  readonly accountId: string;
  readonly region: string;
  readonly template: Template;
  /** The directory of the asset that is deployed under that S3 key, or undefined. */
  assetDirectory(objectKey: string): string | undefined;
}

/** What the template says and this run cannot do: it names the resource, and says what to do about it. */
export class TemplateError extends Error {
  public constructor(
    public readonly logicalId: string,
    problem: string,
    advice: string,
  ) {
    super(`${logicalId}: ${problem}; ${advice}`);
    this.name = 'TemplateError';
  }
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly displayName?: string;
  readonly properties?: { readonly templateFile?: string; readonly stackName?: string; readonly file?: string };
}

interface AssetManifest {
  readonly files?: Readonly<Record<string, AssetFile>>;
}

interface AssetFile {
  readonly source: { readonly path?: string; readonly packaging?: string };
  readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
}

/** Where the template leaves account and region open. */
const ACCOUNT = '000000000000';
const REGION = 'us-east-1';

/** Reads a cdk.out directory. With several stacks in it, `stackName` says which. */
export function readAssembly(directory: string, stackName?: string): Assembly {
  const manifestFile = path.join(directory, 'manifest.json');
  if (!existsSync(manifestFile)) throw new Error(`no manifest.json in ${directory}: run \`npm run synth\` first`);
  const { artifacts = {} } = readJson<{ artifacts?: Record<string, Artifact> }>(manifestFile);
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [id, stack] = choose(stacks, stackName, directory);
  const [accountId, region] = environmentOf(stack.environment);
  const assets = assetDirectories(directory, artifacts);
  return {
    stackName: nameOf([id, stack]),
    accountId,
    region,
    template: readJson<Template>(path.join(directory, stack.properties?.templateFile ?? `${id}.template.json`)),
    assetDirectory: (objectKey) => assets.get(objectKey),
  };
}

function choose(stacks: [string, Artifact][], wanted: string | undefined, directory: string): [string, Artifact] {
  const found = wanted === undefined ? stacks : stacks.filter((stack) => nameOf(stack) === wanted);
  if (found.length === 1) return found[0]!;
  const names = stacks.map(nameOf).join(', ') || 'none';
  if (wanted !== undefined) throw new Error(`no stack ${wanted} in ${directory}; there is ${names}`);
  throw new Error(`${directory} must hold one stack, or the wanted one be named; there is ${names}`);
}

const nameOf = ([id, { properties, displayName }]: [string, Artifact]) => properties?.stackName ?? displayName ?? id;

/** `aws://123456789012/eu-west-1`, or `aws://unknown-account/unknown-region` for a stack of any environment. */
function environmentOf(environment = ''): [string, string] {
  const [account = '', region = ''] = environment.replace('aws://', '').split('/');
  return [/^\d{12}$/.test(account) ? account : ACCOUNT, /^[a-z]{2}-/.test(region) ? region : REGION];
}

function assetDirectories(directory: string, artifacts: Readonly<Record<string, Artifact>>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { type, properties } of Object.values(artifacts)) {
    if (type !== 'cdk:asset-manifest' || properties?.file === undefined) continue;
    const { files = {} } = readJson<AssetManifest>(path.join(directory, properties.file));
    for (const { source, destinations } of Object.values(files)) {
      if (source.path === undefined || source.packaging !== 'zip') continue;
      const asset = path.resolve(directory, source.path);
      for (const { objectKey } of Object.values(destinations)) found.set(objectKey, asset);
    }
  }
  return found;
}

function readJson<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: run \`npm run synth\` again`, { cause: error });
  }
}
