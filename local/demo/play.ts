import { adminOf, type Addresses } from '../admin.js';
import type { Enrolled } from '../enrolment.js';
import { connectBank, type MqttBank } from '../mqtt-bank.js';
import type { LocalSystem } from '../system.js';
import type { BankJson } from '../../simulator/bank-json.js';
import type { ScreenShown } from '../../simulator/bank-json.js';
import { Person } from './people.js';
import { playMends } from './mends.js';
import { playMoreVisits } from './more-visits.js';
import { enrollLobby, makeDemoSite } from './site.js';
import { playStory, type Scene } from './story.js';

export interface Demo {
  readonly courierCode: string;
  play(): Promise<void>;
  /** After the story: visits of other kinds, and what breaks and is mended. */
  playMore(): Promise<void>;
  close(): Promise<void>;
}

/** Sets the demo up: the site through the API, its banks over MQTT. What residents are sent is told as it is sent.
 * A site kept from an earlier run keeps its parcels; its virtual banks had no memory of their own, and are not set up again. */
export async function prepareDemo(
  system: LocalSystem,
  addresses: Addresses,
  { seed, tell, title }: { seed: number } & Pick<Scene, 'tell' | 'title'>,
): Promise<Demo | undefined> {
  const asManager = async () =>
    adminOf(addresses, await system.mintToken({ sub: 'local-operator', groups: ['operator'] }));
  const site = await makeDemoSite(await asManager());
  if (!site) return undefined;
  const { banks, courierCode } = site;
  const standing = await Promise.all(banks.map((enrolled, i) => stand(system, enrolled, seed + i, tell)));
  const [north, south] = standing;
  if (!north || !south) throw new Error('the demo needs its two banks');
  const scene = {
    ...{ system, courierCode, asManager, tell, title },
    ...{ north: north.bank, south: south.bank },
    ...{ atNorth: north.person, atSouth: south.person },
  };
  return {
    courierCode,
    play: () => playStory(scene),
    async playMore() {
      const lobby = await stand(system, await enrollLobby(await asManager()), seed + banks.length, tell);
      standing.push(lobby);
      await playMoreVisits({ ...scene, lobby: lobby.bank, atLobby: lobby.person });
      await playMends(scene);
      title('That was the story. From here on the clock leaps only when it is told to');
    },
    close: async () => {
      for (const { bank } of standing) await bank.close();
    },
  };
}

async function stand(system: LocalSystem, enrolled: Enrolled, seed: number, tell: Scene['tell']) {
  const config = enrolled.bankJson as unknown as BankJson;
  const screens: ((shown: ScreenShown) => void)[] = [];
  system.ownBanks.add(config.bankId);
  const bank: MqttBank = await connectBank(
    { config, caPem: system.caPem, certificatePem: enrolled.certificatePem, privateKeyPem: enrolled.privateKeyPem },
    {
      seed,
      time: {
        nowMs: () => system.clock.nowMs(),
        setTimer: (ms, fire) => void system.clock.setTimer(system.clock.nowMs() + ms, fire),
      },
      onScreen: (shown) => screens.forEach((see) => see(shown)),
    },
  );
  bank.bank.tellStart();
  const person = new Person(system, bank, tell);
  screens.push((shown) => person.see(shown));
  return { bank, person };
}
