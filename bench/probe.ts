import http from 'node:http';
import { synthesize } from '../local/synth.js';
import { startBenchSite } from './bench-site.js';
import { withFloor, floorTopics } from './floor-assembly.js';
import { connectQuickBank } from './quick-bank.js';
import { median } from './statistics.js';
let log: [number, string][] = [];
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (this: http.Server, name: string, ...args: any[]) {
  if (name === 'request') { const [q, r] = args; const what = String(q.headers['x-amz-target'] ?? (q.url.startsWith('/topics') ? 'publish' : q.url)).split('.').at(-1)!.slice(0,40); log.push([performance.now(), '>' + what]); r.on('finish', () => log.push([performance.now(), '<' + what])); }
  return emit.call(this, name, ...args);
} as any;
const { assembly } = await synthesize();
const site = await startBenchSite(await withFloor(assembly));
const bank = await connectQuickBank(site.bank, { nowMs: () => site.system.clock.nowMs() });
const t = floorTopics(site.bank.config.bankId);
await bank.client.subscribeAsync(t.answer, { qos: 1 });
bank.client.on('packetsend', (p: any) => p.cmd==='publish' && log.push([performance.now(), 'up']));
bank.client.on('packetreceive', (p: any) => p.cmd==='publish' && log.push([performance.now(), 'down']));
const rest = async () => { await site.system.clock.settled(); };
const stats = new Map<string, number[]>();
const record = (kind: string) => { let prev = log[0]!; let n = 0; for (const [at, what] of log.slice(1)) { const k = `${kind} ${String(n++).padStart(2,'0')} ${prev[1]} .. ${what}`; (stats.get(k) ?? stats.set(k, []).get(k)!).push(at - prev[0]); prev = [at, what]; if (what === 'down') break; } const d = log.find(([, w]) => w === 'down')!; const k = kind + ' total'; (stats.get(k) ?? stats.set(k, []).get(k)!).push(d[0] - log[0]![0]); };
const N = Number(process.env.N ?? 200);
const floor = (id: string) => new Promise<void>((res) => { const h = (from: string, m: Buffer) => { if (from === t.answer && m.includes(id)) { bank.client.off('message', h); res(); } }; bank.client.on('message', h); bank.client.publish(t.asks, JSON.stringify({ messageId: id, pad: 'x'.repeat(1000) }), { qos: 1 }); });
for (let i = 0; i < N; i++) {
  const d = await bank.askForDoor(site.courierCode, '12B'); await rest();
  bank.open(d); await rest(); await rest();
  await floor('a' + i); await rest(); log = []; await floor('b' + i); await rest(); if (i > N / 2) record('floor');
  log = [];
  await bank.shut(d, { id: 'b', thicknessMm: 120, grams: 900 }); await rest(); await rest(); if (i > N / 2) record('full');
  const e = await bank.enterCode(site.lastCode()); await rest(); bank.open(e); await rest(); await rest(); await bank.shut(e, 'nothing'); await rest();
}
for (const [k, v] of [...stats].filter(([, v]) => v.length > N / 8)) console.log(k.padEnd(46), median(v).toFixed(2), v.length);
await bank.close(); await site.close(); process.exit(0);
