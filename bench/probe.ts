import http from 'node:http';
import { synthesize } from '../local/synth.js';
import { startBenchSite } from './bench-site.js';
import { connectQuickBank } from './quick-bank.js';
const log: [number, string][] = [];
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (this: http.Server, name: string, ...args: any[]) {
  if (name === 'request') { const [q, r] = args; const what = String(q.headers['x-amz-target'] ?? q.url).split('.').at(-1)!.slice(0,40); const start=performance.now(); log.push([start, '> ' + what]); r.on('finish', () => log.push([performance.now(), '< ' + what + ' ' + (performance.now()-start).toFixed(2)])); }
  return emit.call(this, name, ...args);
} as any;
const assembly = process.env.ASM ?? (await synthesize()).assembly;
const site = await startBenchSite(assembly);
const bank = await connectQuickBank(site.bank, { nowMs: () => site.system.clock.nowMs() });
bank.client.on('packetsend', (p: any) => p.cmd==='publish' && log.push([performance.now(), 'MQTT up ' + p.topic.slice(-6)]));
bank.client.on('packetreceive', (p: any) => p.cmd==='publish' && log.push([performance.now(), 'MQTT down ' + p.payload.toString().slice(0,120)]));
const rest = () => site.system.clock.settled();
for (let i = 0; i < Number(process.env.N ?? 60); i++) {
  const d = await bank.askForDoor(site.courierCode, '12B'); await rest();
  bank.open(d); await rest(); await rest();
  log.length = 0;
  await bank.shut(d, { id: 'b', thicknessMm: 120, grams: 900 }); await rest(); await rest();
  if (i % 10 === 9) { const t0 = log[0]![0]; console.log('---', i); for (const [t, s] of log) console.log((t - t0).toFixed(2), s); }
  const e = await bank.enterCode(site.lastCode()); await rest(); bank.open(e); await rest(); await rest(); await bank.shut(e, 'nothing'); await rest();
}
await bank.close(); await site.close();
