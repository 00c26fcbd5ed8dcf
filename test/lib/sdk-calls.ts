import { join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { build } from 'esbuild';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '../..');

/** How IAM calls the service of an SDK package; a package that is not here stops the check, so that none is overlooked. */
const servicePrefixes: Record<string, string> = {
  dynamodb: 'dynamodb',
  iot: 'iot',
  'iot-data-plane': 'iot',
  scheduler: 'scheduler',
  'secrets-manager': 'secretsmanager',
  sns: 'sns',
  sqs: 'sqs',
};

/** Rights that one call needs besides its own. */
const impliedBy: Record<string, readonly string[]> = {
  'scheduler:CreateSchedule': ['iam:PassRole'],
  'scheduler:UpdateSchedule': ['iam:PassRole'],
};

/**
 * The IAM actions that each entry's code calls for: every `new …Command(…)` and every paginator of the SDK, in the files that
 * its bundle keeps. Names come from the type checker, so that a client imported late, or renamed, is found as well.
 */
export async function sdkActionsOf(entries: readonly string[]) {
  const kept = await Promise.all(entries.map((entry) => filesKept(join(root, 'functions', `${entry}.ts`))));
  const program = ts.createProgram([...new Set(kept.flat())], compilerOptions);
  const checker = program.getTypeChecker();
  return new Map(entries.map((entry, index) => [entry, actionsIn(program, checker, kept[index] ?? [])]));
}

/** The same for one file by path, with nothing bundled: what the test of this helper uses. */
export function sdkActionsOfFile(file: string) {
  const program = ts.createProgram([file], compilerOptions);
  return actionsIn(program, program.getTypeChecker(), [file]);
}

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Our own files whose code is still in the bundle after tree shaking. */
async function filesKept(entryFile: string) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entryFile],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    treeShaking: true,
    minifySyntax: true, // Drops what can never run, as the real bundle does.
    outdir: 'nowhere',
    plugins: [packagesOutside],
  });
  const kept = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return kept.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => join(root, path));
}

/** Packages are left out, and an import of one that nobody uses does not keep the file that has it. */
const packagesOutside: Plugin = {
  name: 'packages-outside',
  setup(under) {
    under.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path, external: true, sideEffects: false },
    );
  },
};

function actionsIn(program: ts.Program, checker: ts.TypeChecker, files: readonly string[]) {
  const actions = new Set<string>();
  const visit = (node: ts.Node): void => {
    const action = actionOf(checker, node);
    if (action !== undefined) for (const each of [action, ...(impliedBy[action] ?? [])]) actions.add(each);
    ts.forEachChild(node, visit);
  };
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (source !== undefined) visit(source);
  }
  return actions;
}

function actionOf(checker: ts.TypeChecker, node: ts.Node) {
  if (ts.isNewExpression(node)) {
    return actionNamed(checker.getTypeAtLocation(node).getSymbol(), /^(\w+)Command$/);
  }
  if (!ts.isCallExpression(node)) return undefined;
  const symbol = checker.getTypeAtLocation(node.expression).getSymbol();
  const named = checker.getSymbolAtLocation(node.expression) ?? symbol;
  const original = named && named.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(named) : named;
  return actionNamed(original, /^paginate(\w+)$/);
}

function actionNamed(symbol: ts.Symbol | undefined, pattern: RegExp) {
  const operation = pattern.exec(symbol?.name ?? '')?.[1];
  const declaredIn = symbol?.declarations?.[0]?.getSourceFile().fileName ?? '';
  const client = /@aws-sdk\/client-([a-z-]+)\//.exec(declaredIn)?.[1];
  if (operation === undefined || client === undefined) return undefined;
  const prefix = servicePrefixes[client];
  if (prefix === undefined)
    throw new Error(`what IAM calls @aws-sdk/client-${client} is not known: add it to test/lib/sdk-calls.ts`);
  return `${prefix}:${operation}`;
}
