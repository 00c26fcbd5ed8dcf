import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Duration } from 'aws-cdk-lib';
import { ArnFormat, AssetHashType, DockerImage, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IDestination } from 'aws-cdk-lib/aws-lambda';
import { ApplicationLogLevel, Architecture, Code, Function, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { BuildOptions, Metafile } from 'esbuild';
import { buildSync } from 'esbuild';
import { acknowledgeFunction } from './nag/acknowledgements.js';
import type { Stage } from './stages.js';

export interface BundledFunctionProps {
  readonly stage: Stage;
  /** The file functions/<entry>.ts, whose export `handler` is called. */
  readonly entry: string;
  readonly description: string;
  readonly timeout: Duration;
  /** For what is invoked asynchronously: all three, or the function is only called and waited for. */
  readonly asynchronous?: AsynchronousProps;
  readonly environment?: Record<string, string>;
  /** Files that lie beside the bundle, compressed: `docs/openapi.json` as `openapi.json.br`. */
  readonly besides?: readonly string[];
}

export interface AsynchronousProps {
  readonly maxEventAge: Duration;
  readonly retryAttempts: number;
  readonly onFailure: IDestination;
}

/**
 * A Lambda the way we run them: Node 24, arm64, one ESM bundle, its own role that may write its own log and nothing more.
 * The name is fixed, so that an ARN can be said before the function exists (on-schedule makes schedules that call it).
 */
export class BundledFunction extends Function {
  public readonly entry: string;

  public constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    const { stage, entry, description, timeout, asynchronous, environment = {}, besides = [] } = props;
    const functionName = functionNameOf(stage, id);
    const logGroup = new LogGroup(scope, `${id}-log`, {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY, // Its name is fixed: one left behind would stop the next deployment.
    });
    const role = new Role(scope, `${id}-role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    super(scope, id, {
      functionName,
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: codeOf(entry, besides),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: stage.systemLogLevel,
      // Init hardly depends on memory (public cold start series show 122 ms at 256 MB and 126 ms at 1,024), but the CPU
      // share does: 512 MB is about 0.3 of a core, so that parsing windows and signing calls stay in milliseconds.
      memorySize: 512,
      timeout,
      environment: { STAGE: stage.name, ...environment },
      ...asynchronous,
    });
    this.entry = entry;
    this.addToRolePolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    acknowledgeFunction(this, { isAsynchronous: asynchronous !== undefined });
  }
}

/** What the function made under that id is called, before it is made. */
function functionNameOf(stage: Stage, id: string) {
  return `pigeonhole-${stage.name}-${id}`;
}

/** Its ARN, before it is made: for the environment of functions that it would otherwise wait for in a circle. */
export function functionArnOf(scope: Construct, stage: Stage, id: string) {
  const resourceName = functionNameOf(stage, id);
  return Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

const root = resolve(import.meta.dirname, '..');

/** CDK's own bundling hook: it skips what `aws:cdk:bundling-stacks` leaves out, and names the asset by what came out. */
function codeOf(entry: string, besides: readonly string[]) {
  return Code.fromAsset(join(root, 'functions'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-pulled'), // The local bundler below always answers.
      command: [entry, ...besides], // Tells two bundles apart in CDK's cache, which keys by these options.
      local: {
        tryBundle(outdir) {
          bundle(entry, outdir);
          for (const file of besides) putBeside(file, outdir);
          return true;
        },
      },
    },
  });
}

/**
 * Bundles functions/<entry>.ts into `outdir`/index.mjs (and chunks for what it imports dynamically). ESM, because esbuild
 * splits nothing else; `module` before `main`, because of CommonJS packages nothing unused can be left out.
 */
export function bundle(entry: string, outdir: string) {
  const file = join(root, 'functions', `${entry}.ts`);
  if (!existsSync(file))
    throw new Error(`no such function to bundle: functions/${entry}.ts; write it, or leave it out`);
  bundleFile(file, outdir);
}

/** The same for any file: what `bundle` does, once it is known where. */
export function bundleFile(file: string, outdir: string) {
  const { metafile, outputFiles } = buildSync(bundleOptions(file, outdir));
  const kept = reachable(metafile.outputs, relative(root, join(outdir, 'index.mjs')));
  mkdirSync(outdir, { recursive: true });
  for (const { path, contents } of outputFiles) if (kept.has(relative(root, path))) writeFileSync(path, contents);
}

/** Brotli's highest two levels take seconds for the last tenth of the bytes, and every synth would wait for them. */
const brotliQuality = 9;

export function putBeside(file: string, outdir: string) {
  const bytes = readFileSync(join(root, file));
  const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(join(outdir, `${basename(file)}.br`), brotliCompressSync(bytes, { params }));
}

/** esbuild also writes chunks for dynamic imports in code that it then shakes off the tree: a third of the bytes. */
function reachable(outputs: Metafile['outputs'], from: string, seen = new Set<string>()) {
  if (seen.has(from)) return seen;
  seen.add(from);
  for (const { path, external } of outputs[from]?.imports ?? []) if (!external) reachable(outputs, path, seen);
  return seen;
}

/**
 * What the SDK would load for what nobody here asks of it: its chain of sources of credentials, which are given, and streams of
 * events, which no operation of ours has. Left outside, they would fail loudly where they are asked for after all.
 */
export const neverAsked = ['@aws-sdk/credential-provider-node', '@smithy/core/event-streams'];

function bundleOptions(file: string, outdir: string) {
  return {
    absWorkingDir: root,
    entryPoints: { index: file },
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20', // The same bundle runs on the one machine and on Lambda's Node 24.
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    mainFields: ['module', 'main'],
    minify: true,
    treeShaking: true,
    legalComments: 'none',
    charset: 'utf8', // Texts in three languages would be a kilobyte longer in escapes.
    external: neverAsked,
    alias: {
      'node:stream/web': join(root, 'adapters', 'no-web-streams.ts'),
      '@smithy/core/endpoints': join(root, 'lib', 'named-endpoints.ts'),
      '@smithy/core/whole-endpoints': join(root, 'node_modules/@smithy/core/dist-es/submodules/endpoints/index.js'),
    },
    logLevel: 'warning',
    metafile: true,
    write: false,
  } as const satisfies BuildOptions;
}
