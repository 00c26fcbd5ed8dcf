import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type { Template, TemplateResource } from '../local/template.js';

interface Manifest {
  readonly artifacts: Readonly<
    Record<string, { readonly type: string; readonly properties: { templateFile?: string; file?: string } }>
  >;
}

interface Assets {
  readonly files: Record<
    string,
    { source: { path: string; packaging: string }; destinations: Record<string, { objectKey: string }> }
  >;
}

const functionName = 'bench-floor';
const ruleName = 'bench_floor';
const thing = '${iot:Connection.Thing.ThingName}';

/** Topics of the floor, for a client that is this bank. */
export const floorTopics = (bankId: string) => ({
  asks: `$aws/rules/${ruleName}/bench/v1/${bankId}/floor`,
  answer: `bench/v1/${bankId}/answer`,
});

/**
 * The product's assembly and one function more, behind one topic rule more, which a bank may use: so that the floor and
 * the product run in one system, and neither has it better. Answers with a directory of its own, to be removed.
 */
export async function withFloor(assembly: string): Promise<string> {
  const directory = mkdtempSync(path.join(tmpdir(), 'pigeonhole-bench-'));
  const read = <T>(name: string) => JSON.parse(readFileSync(path.join(assembly, name), 'utf8')) as T;
  const write = (name: string, content: unknown) => writeFileSync(path.join(directory, name), JSON.stringify(content));

  const manifest = read<Manifest>('manifest.json');
  const artifacts = Object.values(manifest.artifacts);
  const templateFile = artifacts.find(({ properties }) => properties?.templateFile)?.properties.templateFile;
  const assetsFile = artifacts.find(({ type }) => type === 'cdk:asset-manifest')?.properties.file;
  if (!templateFile || !assetsFile) throw new Error(`${assembly} is not an assembly of one stack`);
  await bundleFloor(directory);
  write('manifest.json', manifest);
  write(assetsFile, addAsset(read<Assets>(assetsFile), assembly));
  write(templateFile, addFloor(read<Template>(templateFile)));
  return directory;
}

/** Bundled as the product's functions are, but for what makes them start faster, of which a warm call sees nothing. */
async function bundleFloor(directory: string): Promise<void> {
  mkdirSync(path.join(directory, functionName));
  await build({
    entryPoints: [path.join(import.meta.dirname, 'floor.ts')],
    outfile: path.join(directory, functionName, 'index.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    banner: { js: `import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);` },
    logLevel: 'warning',
  });
}

function addAsset({ files }: Assets, assembly: string): Assets {
  const kept = Object.entries(files).map(([id, { source, destinations }]) => {
    return [id, { source: { ...source, path: path.resolve(assembly, source.path) }, destinations }] as const;
  });
  const floor = {
    source: { path: functionName, packaging: 'zip' },
    destinations: { any: { objectKey: `${functionName}.zip` } },
  };
  return { files: { ...Object.fromEntries(kept), [functionName]: floor } };
}

function addFloor(template: Template): Template {
  const { Resources } = template;
  const [, like] = find(Resources, 'AWS::Lambda::Function', ({ FunctionName }) =>
    /on-telemetry-rest$/.test(String(FunctionName)),
  );
  const [, rule] = find(Resources, 'AWS::IoT::TopicRule', ({ RuleName }) => RuleName === 'lockers_v1_door');
  const [policyId, policy] = find(Resources, 'AWS::IoT::Policy', () => true);
  const code = { ...(like.Properties?.['Code'] as object), S3Key: `${functionName}.zip` };
  const floor = { ...like, Properties: { ...like.Properties, FunctionName: functionName, Code: code } };
  return {
    ...template,
    Resources: { ...Resources, BenchFloor: floor, BenchRule: floorRule(rule), [policyId]: allowing(policy) },
  };
}

function floorRule(rule: TemplateResource): TemplateResource {
  const { Sql, AwsIotSqlVersion } = rule.Properties?.['TopicRulePayload'] as { Sql: string; AwsIotSqlVersion: string };
  const payload = {
    AwsIotSqlVersion,
    Sql: Sql.replace('lockers/v1/+/door', 'bench/v1/+/floor'),
    Actions: [{ Lambda: { FunctionArn: { 'Fn::GetAtt': ['BenchFloor', 'Arn'] } } }],
  };
  return { ...rule, Properties: { RuleName: ruleName, TopicRulePayload: payload } };
}

function allowing(policy: TemplateResource): TemplateResource {
  const document = policy.Properties?.['PolicyDocument'] as { Statement: object[] };
  const allow = (action: string, kind: string, name: string) => ({
    Effect: 'Allow',
    Action: `iot:${action}`,
    Resource: [{ 'Fn::Join': ['', [...arnStart, `:${kind}/${name}`]] }],
  });
  const { asks, answer } = floorTopics(thing);
  const statements = [
    allow('Publish', 'topic', asks),
    allow('Publish', 'topic', answer), // The raw round trip: a message to oneself.
    allow('Subscribe', 'topicfilter', answer),
    allow('Receive', 'topic', answer),
  ];
  const PolicyDocument = { ...document, Statement: [...document.Statement, ...statements] };
  return { ...policy, Properties: { ...policy.Properties, PolicyDocument } };
}

const arnStart = ['arn:', { Ref: 'AWS::Partition' }, ':iot:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }];

function find(
  resources: Template['Resources'],
  type: string,
  isIt: (properties: Readonly<Record<string, unknown>>) => boolean,
): [string, TemplateResource] {
  const found = Object.entries(resources).find(([, { Type, Properties = {} }]) => Type === type && isIt(Properties));
  if (found) return found;
  throw new Error(`the template has no ${type} of the kind that the bench is modelled on`);
}
