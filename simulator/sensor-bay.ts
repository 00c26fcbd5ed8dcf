import type { WireWindow } from './bank-json.js';
import { sensorsOf, type Item, type Surroundings, type VirtualSensor } from './bank-sensors.js';
import type { Random } from './random.js';

/** What lies in a compartment, and the sensors that look at it. */
export class SensorBay {
  readonly contents: Item[] = [];
  readonly sensors: readonly VirtualSensor[];
  private readonly around: () => Surroundings;

  constructor(profile: string, size: string, { random, around }: { random: Random; around: () => Surroundings }) {
    this.around = around;
    this.sensors = sensorsOf(profile, size, random);
  }

  /** One burst of every sensor that speaks. */
  windows(): WireWindow[] {
    const around = this.around();
    const windows = this.sensors.map((sensor) => sensor.window(this.contents, around));
    return windows.filter((window) => window !== undefined);
  }

  /** What lies inside now is taken for nothing by every sensor that has a zero. */
  recalibrate(): void {
    const around = this.around();
    for (const sensor of this.sensors) sensor.recalibrate(this.contents, around);
  }

  /** Starts a sensor again. False: there is none of this name. */
  restart(name: string): boolean {
    const sensor = this.sensors.find((one) => one.name === name);
    sensor?.ailments.tryCure('restart-sensor', this.around().nowMs);
    return sensor !== undefined;
  }

  /** The names of the sensors that find themselves wanting. */
  failing(): string[] {
    const around = this.around();
    return this.sensors.filter((sensor) => sensor.fails(this.contents, around)).map(({ name }) => name);
  }
}
