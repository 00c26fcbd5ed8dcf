import type { LoadedDoor } from '../app/ports.js';
import { doorName, type DoorKey } from '../domain/ids.js';

/** More doors than stand open at once at the banks that one process serves. Assumption; one that is forgotten is read again. */
const doorsMax = 64;

/** What a process read of doors last, for whoever commits on that: each once. */
export class RecentDoors {
  private readonly read = new Map<string, LoadedDoor>();

  keep(loaded: LoadedDoor): void {
    const name = doorName(loaded.door);
    this.read.delete(name); // The last one read stands last.
    this.read.set(name, loaded);
    const [oldest = ''] = this.read.keys();
    if (this.read.size > doorsMax) this.read.delete(oldest);
  }

  take(key: DoorKey): LoadedDoor | undefined {
    const loaded = this.read.get(doorName(key));
    this.read.delete(doorName(key));
    return loaded;
  }
}
