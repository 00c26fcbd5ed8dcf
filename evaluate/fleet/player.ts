import { playSites, type Sites } from '../../simulator/fleet/play.js';

/** One group of sites, for whoever has forked this process and hears of it. */
const played = await playSites(JSON.parse(process.argv[2] ?? '') as Sites);
process.send?.(played, () => process.exit());
