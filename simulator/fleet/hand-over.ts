import { giveCommand } from '../../app/api/give-command.js';
import { timesAt } from '../../domain/inputs.js';
import type { CompartmentId } from '../../domain/ids.js';
import type { Scene } from '../scene.js';

/** The manager opens a door from the desk for somebody who stands there, takes out what is theirs, and shuts it. */
export async function handOver(scene: Scene, compartmentId: CompartmentId): Promise<void> {
  const { place, world } = scene;
  const { desk, bank, random } = place;
  if (desk.busy.has(compartmentId)) return;
  desk.busy.add(compartmentId);
  await open(scene, compartmentId);
  if (await desk.pull(compartmentId, random.between(2_000, 6_000))) {
    bank.take(compartmentId);
    await world.sleep(random.between(4_000, 12_000));
    bank.close(compartmentId);
  }
  world.log(`handed over ${place.bankId}/${compartmentId} ${bank.contents(compartmentId).length === 0}`);
  desk.busy.delete(compartmentId);
}

async function open({ cloud, place }: Scene, compartmentId: CompartmentId): Promise<void> {
  const [bank, site] = await Promise.all([
    cloud.store.registry.banks.read({ bankId: place.bankId }),
    cloud.store.directory.site(place.siteId),
  ]);
  if (!bank || !site) return;
  const nowMs = cloud.clock.nowMs();
  const key = `open-${compartmentId}-${nowMs}`;
  const asked = { bank, site, type: 'open', compartmentId, fields: {}, reason: 'theirs', mayOpenStay: true } as const;
  await cloud.request(`${place.bankId}/${key}`, (ports, requestId) =>
    giveCommand(ports, { ...asked, actor: 'manager', key, times: timesAt(nowMs), requestId }),
  );
}
