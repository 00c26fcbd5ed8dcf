import type { CertificateAuthority } from './certificates.js';
import type { CertificateStatus, IotCertificate, IotRegistry, IotThing } from './iot-registry.js';
import { jsonError, parseJsonObject, ServiceError, type ServiceHandler, type ServiceRequest } from './service.js';

export interface IotControlPlaneOptions {
  readonly registry: IotRegistry;
  readonly authority: CertificateAuthority;
  /** What DescribeEndpoint answers: the host at which devices find the broker. */
  readonly endpointAddress: string;
}

interface Call extends IotControlPlaneOptions {
  /** What stands in the path for `{…}`, decoded. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
}

/** The AWS IoT control plane, as far as enrolling and retiring a bank calls it. */
export function iotControlPlane(options: IotControlPlaneOptions): ServiceHandler {
  return async (request) => {
    try {
      const output = await answerTo(request, options);
      return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(output ?? {}) };
    } catch (error) {
      return jsonError(error);
    }
  };
}

async function answerTo(request: ServiceRequest, options: IotControlPlaneOptions): Promise<unknown> {
  const { method, path, query, headers, body } = request;
  for (const [operation, run] of OPERATIONS) {
    const [operationMethod, template = ''] = operation.split(' ');
    const match = new RegExp(`^${template.replace('{}', '([^/]+)')}/?$`).exec(path);
    if (method !== operationMethod || !match) continue;
    return run({ ...options, name: decodeURIComponent(match[1] ?? ''), query, headers, body: parseJsonObject(body) });
  }
  const known = OPERATIONS.map(([operation]) => operation).join(', ');
  throw new ServiceError(
    'UnknownOperationException',
    `the local IoT control plane knows ${known}, not ${method} ${path}`,
  );
}

const OPERATIONS: readonly (readonly [operation: string, run: (call: Call) => unknown])[] = [
  ['POST /things/{}', createThing],
  ['GET /things/{}', ({ registry, name }) => describedThing(registry, thingOf(registry, name))],
  ['DELETE /things/{}', deleteThing],
  ['PUT /things/{}/principals', attachThingPrincipal],
  ['DELETE /things/{}/principals', detachThingPrincipal],
  ['GET /things/{}/principals', listThingPrincipals],
  ['POST /certificates', createCertificateFromCsr],
  ['GET /certificates/{}', describeCertificate],
  ['PUT /certificates/{}', updateCertificate],
  ['DELETE /certificates/{}', deleteCertificate],
  ['PUT /target-policies/{}', attachPolicy],
  ['POST /target-policies/{}', detachPolicy],
  ['GET /endpoint', describeEndpoint],
];

/** Creating the same thing again is success; with other attributes it is a conflict, as in AWS. */
function createThing({ registry, name, body }: Call): unknown {
  if (!/^[a-zA-Z0-9:_-]{1,128}$/.test(name))
    throw invalid(`"${name}" is no thing name: letters, digits, : _ - and 128 at most`);
  const { attributePayload, thingTypeName } = body as {
    attributePayload?: { attributes?: Record<string, string> };
    thingTypeName?: string;
  };
  const attributes = attributePayload?.attributes ?? {};
  checkAttributes(attributes, thingTypeName === undefined ? 3 : 50);
  const wanted = { thingName: name, attributes, ...(thingTypeName === undefined ? {} : { thingTypeName }) };
  const existing = registry.thing(name);
  if (!existing) return createdThing(registry, registry.putThing(wanted));
  const isSame = existing.thingTypeName === thingTypeName && hasSameEntries(existing.attributes, attributes);
  if (isSame) return createdThing(registry, existing);
  throw new ServiceError(
    'ResourceAlreadyExistsException',
    `Thing ${name} already exists in account with different properties`,
    409,
    {
      resourceId: existing.thingId,
      resourceArn: registry.arn('thing', name),
    },
  );
}

/** AWS IoT API Reference, AttributePayload; without a type a thing has three attributes at most (quotas, "Thing"). */
function checkAttributes(attributes: Readonly<Record<string, string>>, most: number): void {
  const entries = Object.entries(attributes);
  if (entries.length > most) throw invalid(`a thing may have ${most} attributes, found ${entries.length}`);
  const bad = entries.find(
    ([name, value]) => !/^[\w.,@/:#-]{1,128}$/.test(name) || !/^[\w.,@/:#=[\]-]{0,800}$/.test(value),
  );
  if (bad !== undefined) throw invalid(`the attribute ${bad[0]} has characters or a length that AWS IoT does not take`);
}

function createdThing(registry: IotRegistry, { thingName, thingId }: IotThing): unknown {
  return { thingName, thingArn: registry.arn('thing', thingName), thingId };
}

function describedThing(registry: IotRegistry, thing: IotThing): unknown {
  const { thingName, thingId, attributes, thingTypeName } = thing;
  const thingArn = registry.arn('thing', thingName);
  return { defaultClientId: thingName, thingName, thingId, thingArn, attributes, thingTypeName, version: 1 };
}

/** A thing that is not there is deleted already; one with certificates must lose them first. */
function deleteThing({ registry, name }: Call): void {
  const attached = registry.thing(name)?.principals ?? [];
  if (attached.length > 0) throw invalid(`Cannot delete. Thing ${name} is still attached to one or more principals`);
  registry.deleteThing(name);
}

function attachThingPrincipal({ registry, name, headers }: Call): void {
  const thing = thingOf(registry, name);
  const { certificateId } = principalOf(registry, headers['x-amzn-principal']);
  if (thing.principals.includes(certificateId)) return;
  registry.change(() => thing.principals.push(certificateId));
}

function detachThingPrincipal({ registry, name, headers }: Call): void {
  const thing = thingOf(registry, name);
  const { certificateId } = principalOf(registry, headers['x-amzn-principal']);
  registry.change(() => (thing.principals = thing.principals.filter((id) => id !== certificateId)));
}

function listThingPrincipals({ registry, name }: Call): unknown {
  return { principals: thingOf(registry, name).principals.map((id) => registry.arn('cert', id)) };
}

async function createCertificateFromCsr({ registry, authority, query, body }: Call): Promise<unknown> {
  const { certificateSigningRequest } = body;
  if (typeof certificateSigningRequest !== 'string') throw invalid('certificateSigningRequest is missing');
  const signed = await authority.sign(certificateSigningRequest).catch((error: Error) => {
    throw invalid(error.message);
  });
  const isActive = query.get('setAsActive') === 'true';
  registry.putCertificate({ ...signed, status: isActive ? 'ACTIVE' : 'INACTIVE' });
  return { certificateArn: registry.arn('cert', signed.certificateId), ...signed };
}

function describeCertificate({ registry, name }: Call): unknown {
  const { certificateId, certificatePem, status } = certificateOf(registry, name);
  const certificateArn = registry.arn('cert', certificateId);
  return { certificateDescription: { certificateArn, certificateId, certificatePem, status } };
}

function updateCertificate({ registry, name, query }: Call): void {
  const certificate = certificateOf(registry, name);
  const status = query.get('newStatus');
  if (status !== 'ACTIVE' && status !== 'INACTIVE' && status !== 'REVOKED') {
    throw invalid(`newStatus is ACTIVE, INACTIVE or REVOKED, found ${status}`);
  }
  registry.change(() => (certificate.status = status satisfies CertificateStatus));
}

/** As AWS: an active certificate, or one that something hangs on, is not deleted (unless forced, and even then inactive). */
function deleteCertificate({ registry, name, query }: Call): void {
  const { status, policies } = certificateOf(registry, name);
  if (status === 'ACTIVE') throw certificateState(`certificate ${name} is active: deactivate it first`);
  const hasThings = registry.things().some(({ principals }) => principals.includes(name));
  const isHeld = hasThings || (policies.length > 0 && query.get('forceDelete') !== 'true');
  if (isHeld) throw deleteConflict(`certificate ${name} has policies or things attached: detach them first`);
  registry.deleteCertificate(name);
}

function attachPolicy({ registry, name, body }: Call): void {
  if (!registry.hasPolicy(name)) throw notFound(`Policy ${name} not found`);
  const certificate = principalOf(registry, body.target);
  if (certificate.policies.includes(name)) return;
  registry.change(() => certificate.policies.push(name));
}

function detachPolicy({ registry, name, body }: Call): void {
  const certificate = principalOf(registry, body.target);
  registry.change(() => (certificate.policies = certificate.policies.filter((policy) => policy !== name)));
}

function describeEndpoint({ query, endpointAddress }: Call): unknown {
  const type = query.get('endpointType') ?? 'iot:Data';
  if (type !== 'iot:Data-ATS') throw invalid(`the local endpoint is of type iot:Data-ATS, found ${type}`);
  return { endpointAddress };
}

function thingOf(registry: IotRegistry, thingName: string): IotThing {
  const thing = registry.thing(thingName);
  if (!thing) throw notFound(`Thing ${thingName} not found`);
  return thing;
}

function certificateOf(registry: IotRegistry, certificateId: string): IotCertificate {
  const certificate = registry.certificate(certificateId);
  if (!certificate) throw notFound(`Certificate ${certificateId} not found`);
  return certificate;
}

/** A principal or target is the ARN of a certificate of this account and region. */
function principalOf(registry: IotRegistry, arn: unknown): IotCertificate {
  const prefix = registry.arn('cert', '');
  if (typeof arn !== 'string' || !arn.startsWith(prefix))
    throw invalid(`Invalid principal: an ARN under ${prefix} is needed`);
  return certificateOf(registry, arn.slice(prefix.length));
}

function hasSameEntries(left: Record<string, string>, right: Record<string, string>): boolean {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name]);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidRequestException', message, 400);
}

function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message, 404);
}

function certificateState(message: string): ServiceError {
  return new ServiceError('CertificateStateException', message, 406);
}

function deleteConflict(message: string): ServiceError {
  return new ServiceError('DeleteConflictException', message, 409);
}
