import { doorLane } from './handle.js';
import { healthLane } from './health.js';
import type { Lane, Received } from './receive.js';
import { hearSensors } from './sensor-answer.js';

const atDoors = doorLane(hearSensors);

/** For whoever takes up what any function has left. */
export const everyLane: Lane = {
  takes: (input): input is Received => atDoors.takes(input) || healthLane.takes(input),
  handle: (ports, input, call) =>
    healthLane.takes(input) ? healthLane.handle(ports, input, call) : atDoors.handle(ports, input, call),
};
