import { siteId } from './site.js';
import { reserve, verdict } from './steps.js';
import { box, type Scene } from './story.js';

const hourMs = 3_600_000;
/** The bank pulses a lock three times for 20 s before it says that it failed; the playbook's first pulse follows at once. */
const jamForMs = 2 * 60_000;
/** A sensor is known after a day of hourly scans behind a door that is certainly empty; the story's day was nearly that. */
const learningForMs = 4 * hourMs;
/** So many of its hourly scans a fault of a sensor may take to be found and mended, before the story gives up. */
const scansMax = 24;

/** Two more looks at what nobody knows of, and then the manager is told. */
const toldWithinMs = 10 * 60_000;

interface IncidentSeen {
  readonly incidentId: string;
  readonly cause: string;
  readonly state: string;
  readonly place: { readonly compartmentId?: string };
}

interface TimelineRow {
  readonly what: string;
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** Three things break, and nobody goes there for two of them: found by the sensors, followed by the catalogue's playbooks. */
export async function playMends(scene: Scene): Promise<void> {
  await jam(scene);
  await drift(scene);
  await phantom(scene);
}

async function jam(scene: Scene): Promise<void> {
  const { system, south, atSouth, title, tell } = scene;
  title('A lock jams while a courier waits: it is mended from afar');
  const door = await system.clock.during('a jam', async () => {
    const given = await asks(scene);
    south.bank.jam(given, true, 'pulse-lock');
    return given;
  });
  await system.clock.advance(jamForMs);
  tell(`the lock of door ${door} clicked three times, and the door did not open`);
  tell(`the screen says: ${(await atSouth.reads('try-other-door')).lines.join(' ')}`);
  await tellCase(scene, 'wont-open', door);
  tell(`couriers are given door ${door} again, and the next use shows whether it works`);
  while ((await deposits(scene)) !== door) continue;
  await tellCase(scene, 'wont-open', door);
}

/** The door in which they put it. */
async function deposits(scene: Scene): Promise<string> {
  const { system, atSouth } = scene;
  const door = await system.clock.during('a visit', async () => {
    const given = await asks(scene);
    verdict(await atSouth.useDoor(given, () => atSouth.place(given, box)), given, scene);
    return given;
  });
  await system.clock.settled();
  return door;
}

const asks = ({ atSouth, south, courierCode, tell }: Scene): Promise<string> =>
  reserve(atSouth, south, courierCode, '7A', tell);

async function drift(scene: Scene): Promise<void> {
  const { system, north, title, tell } = scene;
  title('Somebody knocks against a sensor: it is found, and set to its new zero while its door is empty');
  const door = 'A07';
  await system.clock.advance(learningForMs);
  north.bank.hardware.strike('sensor-drift-step', { compartmentId: door });
  tell(`the sensor of ${door} reads another level than it has learnt`);
  await scansUntilMended(scene, 'sensor-drift');
  await tellCase(scene, 'sensor-drift', door);
}

async function phantom(scene: Scene): Promise<void> {
  const { system, north, title, tell } = scene;
  title('Somebody leaves a parcel in a door with the mechanical key: no record knows of it');
  const door = 'A09';
  north.bank.openWithKey(door);
  north.bank.place(door, box);
  north.bank.close(door);
  tell(`door ${door} is shut again`);
  await system.clock.advance(toldWithinMs);
  await tellCase(scene, 'phantom', door);
  const { compartments } = await read<{ compartments: { compartmentId: string; state: string }[] }>(
    scene,
    `/v1/banks/${north.bank.bankId}/compartments`,
  );
  const { state } = compartments.find(({ compartmentId }) => compartmentId === door) ?? {};
  tell(`door ${door} is ${state}, and offered to nobody`);
}

/** Hours pass, and with each of them a scan of every door. */
async function scansUntilMended(scene: Scene, cause: string): Promise<void> {
  for (let scan = 1; scan <= scansMax; scan++) {
    await scene.system.clock.advance(hourMs);
    const found = await incidentOf(scene, cause);
    if (found?.state.startsWith('resolved')) return;
  }
  throw new Error(`waited ${scansMax} scans for ${cause}`);
}

async function read<Answer>({ asManager }: Scene, path: string): Promise<Answer> {
  return (await asManager()).call<Answer>('GET', path);
}

const incidents = `/v1/sites/${siteId}/incidents`;
const incidentOf = async (scene: Scene, cause: string): Promise<IncidentSeen | undefined> =>
  (await read<{ items: IncidentSeen[] }>(scene, `${incidents}?cause=${cause}`)).items[0];

/** What a technician reads in the API: what was seen and tried, in order, and how it stands. */
async function tellCase(scene: Scene, cause: string, door: string): Promise<void> {
  const seen = await incidentOf(scene, cause);
  if (seen?.place.compartmentId !== door) throw new Error(`no incident of ${cause} at ${door}`);
  const { timeline } = await read<{ timeline: { rows: TimelineRow[] } }>(scene, `${incidents}/${seen.incidentId}`);
  scene.tell(`incident ${cause} at ${door}: ${timeline.rows.map(inWords).join(' → ')}`);
}

function inWords({ what, detail = {} }: TimelineRow): string {
  switch (what) {
    case 'step-begun':
      return String(detail['step']);
    case 'outcome-told':
      return `the bank says ${detail['outcome']}`;
    case 'trial-begun':
      return 'in use again, on trial';
    case 'incident-resolved':
      return detail['how'] === 'remotely' ? 'over, and nobody went there' : `over, ${detail['how']}`;
    default:
      return what.replace('incident-', '');
  }
}
