import { PublishRefused, type IotBroker } from './iot-broker.js';
import { MESSAGE_EXPIRY_SECONDS_MAX, PAYLOAD_BYTES_MAX } from './iot-limits.js';
import { jsonError, ServiceError, type ServiceHandler, type ServiceRequest } from './service.js';

/**
 * AWS IoT's data plane, as far as this project calls it: Publish over HTTP. `POST /topics/{topic}`, the payload raw in the
 * body, and in the query `qos` (0, AWS's default, or 1), `messageExpiry` in seconds and `retain`. What only MQTT 5
 * subscribers would see (response topic, user properties and so on) is taken and, as for MQTT 3.1.1 ones in AWS, not sent.
 */
export function iotDataPlane(broker: IotBroker): ServiceHandler {
  return async (request) => {
    try {
      publish(broker, request);
      // The broker queues it for persistent sessions within this turn, and a kill after the answer must not lose it.
      await new Promise((resolve) => setImmediate(resolve));
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"message":"OK"}' };
    } catch (error) {
      return jsonError(error instanceof PublishRefused ? refusal(error) : error);
    }
  };
}

function publish(broker: IotBroker, { method, path, query, body }: ServiceRequest): void {
  const [, encodedTopic] = /^\/topics\/(.+)$/s.exec(path) ?? [];
  if (method !== 'POST' || encodedTopic === undefined) {
    throw new ServiceError(
      'UnknownOperationException',
      `the local IoT data plane knows Publish only, not ${method} ${path}`,
    );
  }
  const qos = Number(query.get('qos') ?? 0);
  if (qos !== 0 && qos !== 1) throw invalid(`qos is 0 or 1, found ${query.get('qos')}`);
  const retain = query.get('retain') === 'true';
  const expiry = query.get('messageExpiry');
  const expires = expiry === null ? {} : { expirySeconds: expirySecondsOf(expiry) };
  broker.publish(decoded(encodedTopic), body, { qos, retain, ...expires });
}

/** Whole seconds, 1 to a week; AWS takes 0 for 1. */
function expirySecondsOf(text: string): number {
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > MESSAGE_EXPIRY_SECONDS_MAX) {
    throw invalid(`messageExpiry is 0 to ${MESSAGE_EXPIRY_SECONDS_MAX} seconds, found ${text}`);
  }
  return Math.max(1, seconds);
}

function decoded(topic: string): string {
  try {
    return decodeURIComponent(topic);
  } catch {
    throw invalid('the topic is not percent-encoded');
  }
}

function refusal({ reason }: PublishRefused): ServiceError {
  if (reason !== 'payload-too-large') return invalid(`the topic was refused: ${reason}`);
  return new ServiceError('RequestEntityTooLargeException', `a payload is at most ${PAYLOAD_BYTES_MAX} bytes`, 413);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidRequestException', message, 400);
}
