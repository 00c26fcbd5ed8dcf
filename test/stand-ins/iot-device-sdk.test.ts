import { io, mqtt, iot } from 'aws-iot-device-sdk-v2';
import { afterAll, expect, test } from 'vitest';
import { certified, recordedRule, startSite, until, type Device, type Site } from './iot-support.js';

const door = recordedRule({
  name: 'lockers_v1_door',
  sql: `SELECT topic(3) AS bankId, encode(*, 'base64') AS body FROM 'lockers/v1/+/door'`,
});
let site: Site | undefined;

afterAll(() => site?.close());

const connectionOf = ({ broker, authority }: Site, device: Device): mqtt.MqttClientConnection => {
  const config = iot.AwsIotMqttConnectionConfigBuilder.new_mtls_builder(device.certificatePem, device.privateKeyPem)
    .with_certificate_authority(authority.certificatePem)
    .with_endpoint('127.0.0.1')
    .with_port(broker.port)
    .with_client_id(device.thingName)
    .with_clean_session(true)
    .build();
  return new mqtt.MqttClient(new io.ClientBootstrap()).new_connection(config);
};

test("AWS's own device client connects, subscribes, publishes through Basic Ingest, and takes its refusals", async () => {
  site = await startSite([door]);
  const bank = await site.enrol('bank-7');
  const connection = connectionOf(site, bank);
  await connection.connect();

  const command = new Promise<string>((resolve) => {
    void connection
      .subscribe('lockers/v1/bank-7/commands', mqtt.QoS.AtLeastOnce, (_topic, payload) =>
        resolve(Buffer.from(payload).toString()),
      )
      .then(() =>
        site?.broker.publish('lockers/v1/bank-7/commands', Buffer.from('open'), { qos: 1, expirySeconds: 20 }),
      );
  });
  expect(await command).toBe('open');

  await connection.publish('$aws/rules/lockers_v1_door/lockers/v1/bank-7/door', '{"n":1}', mqtt.QoS.AtLeastOnce);
  await until(() => door.events.length > 0);
  expect(door.events).toEqual([{ bankId: 'bank-7', body: 'eyJuIjoxfQ==' }]);

  const interrupted = new Promise((resolve) => connection.once('interrupt', resolve));
  connection.publish('lockers/v1/bank-8/door', '{}', mqtt.QoS.AtLeastOnce).catch(() => undefined);
  await interrupted;
  await connection.disconnect();

  const stranger = connectionOf(site, await certified(site.authority, 'bank-7'));
  await expect(stranger.connect()).rejects.toThrow();
});
