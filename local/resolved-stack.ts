import { resolve, type Scope } from './intrinsics.js';
import { identities, inertIdentity, type Identity, type Place } from './resource-names.js';
import { inert, runs, type PropertiesOf, type RunningType } from './resources.js';
import { TemplateError, type Template, type TemplateResource } from './template.js';

export interface Resource<T extends RunningType> {
  readonly logicalId: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly properties: PropertiesOf<T>;
}

/** A template with every function of it replaced, and every resource in one of the lists. */
export interface ResolvedStack extends Place {
  resourcesOf<T extends RunningType>(type: T): Resource<T>[];
  outputs(): Record<string, string>;
}

/**
 * Checks the whole template before anything is started: a resource type, property, value or function that cannot be
 * honoured here throws a TemplateError with its logical id.
 */
export function resolveStack(template: Template, place: Place): ResolvedStack {
  refuseSections(template);
  const scope = scopeOf(template, place);
  const present = Object.entries(template.Resources).filter(([logicalId, resource]) => {
    if (isRunning(resource.Type) || Object.hasOwn(inert, resource.Type)) return isPresent(resource, scope, logicalId);
    const advice = 'leave it out, or give it a stand-in or a reason in local/resources.ts';
    throw new TemplateError(logicalId, `the resource type ${resource.Type} does not run here`, advice);
  });
  const resources = present
    .filter(([, { Type }]) => isRunning(Type))
    .map(([logicalId, resource]) => [resource.Type, readResource(logicalId, resource, scope)] as const);
  for (const [logicalId, { Type, Properties }] of present) {
    if (!isRunning(Type)) checkReferences(Properties, template, logicalId);
  }
  return {
    ...place,
    resourcesOf: <T extends RunningType>(type: T) =>
      resources.filter(([own]) => own === type).map(([, resource]) => resource as Resource<T>),
    outputs: () => {
      const rows = Object.entries(template.Outputs ?? {}).filter(
        ([name, { Condition }]) => Condition === undefined || scope.condition(Condition, name),
      );
      return Object.fromEntries(rows.map(([name, { Value }]) => [name, String(resolve(Value, scope, name))]));
    },
  };
}

/** Sections that are read, or that tell or check something for whoever deploys. Any other would change what is deployed. */
const sections = [
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
  'Rules',
];

function refuseSections(template: Template): void {
  const unknown = Object.keys(template).find((section) => !sections.includes(section));
  if (unknown === undefined) return;
  throw new TemplateError(unknown, 'this section of the template is not known to the local run', 'do without it');
}

/** What is inert is not resolved, since its attributes are not known here; but what it refers to must be there. */
function checkReferences(value: unknown, template: Template, askedBy: string): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    const target =
      key === 'Ref' ? inner : key === 'Fn::GetAtt' && Array.isArray(inner) ? (inner[0] as unknown) : undefined;
    if (typeof target !== 'string') checkReferences(inner, template, askedBy);
    else if (!isThere(target, template))
      throw new TemplateError(askedBy, `it refers to ${target}, which is not there`, 'look at the template');
  }
}

const isThere = (name: string, { Resources, Parameters = {} }: Template): boolean =>
  [Resources, Parameters, pseudoParameters].some((known) => Object.hasOwn(known, name));

type FullScope = Scope & { identity(logicalId: string, askedBy: string): Identity };

const isRunning = (type: string): type is RunningType => Object.hasOwn(runs, type);

function isPresent({ Condition }: TemplateResource, scope: Scope, logicalId: string): boolean {
  return Condition === undefined || scope.condition(Condition, logicalId);
}

function readResource(logicalId: string, resource: TemplateResource, scope: FullScope): Resource<RunningType> {
  const type = resource.Type as RunningType;
  const parsed = runs[type].safeParse(resolve(resource.Properties ?? {}, scope, logicalId));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = [type, ...(issue?.path ?? [])].join('.');
    const advice = 'change it, or teach local/resource-properties.ts and its stand-in';
    throw new TemplateError(logicalId, `${where} cannot be honoured here: ${issue?.message}`, advice);
  }
  return { logicalId, ...scope.identity(logicalId, logicalId), properties: parsed.data };
}

function scopeOf(template: Template, place: Place): FullScope {
  const known = new Map<string, Identity>();
  const underWay = new Set<string>();

  const identify = (logicalId: string, askedBy: string): Identity => {
    const resource = template.Resources[logicalId];
    if (!resource)
      throw new TemplateError(askedBy, `it refers to ${logicalId}, which is not there`, 'look at the template');
    if (underWay.has(logicalId))
      throw new TemplateError(askedBy, `the name of ${logicalId} depends on itself`, 'give it a name of its own');
    underWay.add(logicalId);
    const property = (name: string) => {
      const value = resolve(resource.Properties?.[name], scope, logicalId);
      if (value === undefined || typeof value === 'string') return value;
      throw new TemplateError(logicalId, `${name} is no text`, 'look at the template');
    };
    const named = {
      ...place,
      logicalId,
      property,
      name: (name: string) => property(name) ?? `${place.stackName}-${logicalId}`,
    };
    const { Type } = resource;
    const identity = isRunning(Type) ? identities[Type](named) : inertIdentity(Type, named);
    underWay.delete(logicalId);
    return identity;
  };

  const scope: FullScope = {
    identity(logicalId, askedBy) {
      const identity = known.get(logicalId) ?? identify(logicalId, askedBy);
      known.set(logicalId, identity);
      return identity;
    },
    ref(name, askedBy) {
      if (Object.hasOwn(pseudoParameters, name)) return pseudoParameters[name]!(place);
      const parameter = template.Parameters?.[name];
      if (parameter?.Default !== undefined) return parameter.Default;
      if (parameter) throw new TemplateError(askedBy, `the parameter ${name} has no default`, 'give it one');
      return scope.identity(name, askedBy).ref;
    },
    getAtt(logicalId, attribute, askedBy) {
      const { attributes } = scope.identity(logicalId, askedBy);
      if (Object.hasOwn(attributes, attribute)) return attributes[attribute];
      const what = `${logicalId}.${attribute} is not known here`;
      throw new TemplateError(askedBy, what, 'do without it, or teach local/resource-names.ts');
    },
    condition(name, askedBy) {
      const condition = template.Conditions?.[name];
      if (condition === undefined)
        throw new TemplateError(askedBy, `there is no condition ${name}`, 'look at the template');
      return resolve(condition, scope, name) === true;
    },
  };
  return scope;
}

const pseudoParameters: Record<string, (place: Place) => string | undefined> = {
  'AWS::AccountId': ({ accountId }) => accountId,
  'AWS::Region': ({ region }) => region,
  'AWS::Partition': () => 'aws',
  'AWS::URLSuffix': () => 'amazonaws.com',
  'AWS::StackName': ({ stackName }) => stackName,
  'AWS::StackId': ({ region, accountId, stackName }) =>
    `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`,
  'AWS::NoValue': () => undefined,
};
