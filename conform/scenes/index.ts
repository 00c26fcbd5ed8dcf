import type { SceneName } from '../catalogue.js';
import { resend, sample, screen } from './commands.js';
import { connect } from './connect.js';
import { ajar, jammed, key, open, refusals } from './doors.js';
import { heartbeat, scan } from './health.js';
import { offline, restart } from './lives.js';
import { massOpen, others } from './remote.js';
import type { Scene } from './stage.js';

/** Every scene, in the order in which they are played. What is looked at throughout needs none of its own. */
export const scenes: Record<Exclude<SceneName, 'throughout'>, Scene> = {
  connect,
  heartbeat,
  open,
  refusals,
  sample,
  screen,
  resend,
  others,
  offline,
  restart,
  scan,
  jammed,
  ajar,
  key,
  'mass-open': massOpen,
};

export const sceneNames = Object.keys(scenes) as (keyof typeof scenes)[];
