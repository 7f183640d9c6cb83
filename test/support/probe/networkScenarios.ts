/** Scenarios of the way to the server: SRV and TXT records, IPv6, Unix sockets, SOCKS5 proxies, sets of several members, load balancers. */
import { existsSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { DnsServer } from './dnsServer';
import type { DnsRecord } from './dnsServer';
import type { Issued, Pki } from './pki';
import { startRaw, startResponder } from './responder';
import type { ResponderOptions, Running } from './responder';
import type { Scenario } from './scenarios';
import { startSocks } from './socksProxy';
import type { SocksOptions } from './socksProxy';

export interface Kit {
  readonly pki: Pki;
  readonly root: Issued;
  leaf(name: string, names: string, from?: number, to?: number): Issued;
  reservePort(): number;
}

/** Drivers whose resolver the runners can point at our server. */
const withOwnDns = ['PyMongo 4', 'Node driver', 'Go driver'];

export function networkScenarios(kit: Kit): Scenario[] {
  const { pki, root } = kit;
  const list: Scenario[] = [];
  const add = (group: string, id: string, scenario: Omit<Scenario, 'id' | 'group'>): void => {
    list.push({ id, group, ...scenario });
  };
  const respond = (item: Issued | undefined, more: Partial<ResponderOptions> = {}): Promise<Running> =>
    startResponder({ ...(item ? { cert: pki.read(item.cert), key: pki.read(item.key) } : {}), ...more });
  const caOption = `tlsCAFile=${root.cert}`;

  // -- SRV --
  const dns = new DnsServer(kit.reservePort());
  let listening: Promise<void> | undefined;
  const cluster = kit.leaf('cluster', 'DNS:*.cluster.probe.test,DNS:*.probe.test');
  const elsewhere = kit.leaf('elsewhere', 'DNS:db.example.com');
  interface Srv {
    readonly cause?: readonly [string, string];
    /** Host names of the SRV records; the responder listens on one port. */
    readonly hosts?: readonly string[];
    readonly text?: readonly string[];
    readonly srv?: readonly DnsRecord[];
    readonly options?: string;
    readonly server?: Partial<ResponderOptions>;
    readonly item?: Issued | null;
    readonly name?: string;
    readonly service?: string;
    readonly withoutAddress?: boolean;
    readonly silent?: boolean;
    readonly drivers?: readonly string[];
  }
  const srv = (id: string, s: Srv = {}): void => {
    const name = s.name ?? `${id}.cluster.probe.test`;
    const hosts = s.hosts ?? [`${id}-a.cluster.probe.test`];
    add('DNS', id, {
      dns: dns.address,
      drivers: s.drivers ?? withOwnDns,
      options: {},
      ...(s.cause ? { cause: s.cause[0], category: s.cause[1] } : { cause: null }),
      ...(s.silent ? { silent: true } : {}),
      start: async () => {
        await (listening ??= dns.listen());
        const running = await respond(s.item === null ? undefined : (s.item ?? cluster), s.server);
        dns.set(
          `_${s.service ?? 'mongodb'}._tcp.${name}`,
          ...(s.srv ?? hosts.map((host) => ({ type: 'SRV', host, port: running.port }) as const)),
        );
        dns.set(name, ...(s.text ?? []).map((text) => ({ type: 'TXT', text }) as const));
        if (!s.withoutAddress) for (const h of hosts) dns.set(h, { type: 'A', address: '127.0.0.1' });
        return { ...running, uri: `mongodb+srv://${name}/?${s.options ?? caOption}` };
      },
    });
  };
  srv('srv-one-host');
  srv('srv-two-hosts', {
    hosts: ['two-a.cluster.probe.test', 'two-b.cluster.probe.test'],
    server: { hello: { msg: 'isdbgrid' } },
  });
  srv('srv-text-options', { text: ['authSource=admin'] });
  srv('srv-text-replica-set-wrong', {
    text: ['replicaSet=rs9'],
    cause: ['other-replica-set', 'other'],
  });
  srv('srv-text-unknown-option', { text: ['socketTimeoutMS=500'], cause: ['srv-text-record', 'dns'] });
  srv('srv-text-turns-tls-off', { text: ['tls=false'], cause: ['srv-text-record', 'dns'] });
  srv('srv-text-twice', { text: ['authSource=admin', 'replicaSet=rs0'], cause: ['srv-text-record', 'dns'] });
  srv('srv-foreign-domain', { hosts: ['db.elsewhere.test'], cause: ['srv-foreign-domain', 'dns'] });
  srv('srv-parent-domain-only', { hosts: ['probe.test'], cause: ['srv-foreign-domain', 'dns'] });
  srv('srv-domain-as-suffix', { hosts: ['db.evilcluster.probe.test'], cause: ['srv-foreign-domain', 'dns'] });
  srv('srv-no-records', { srv: [], cause: ['srv-not-found', 'dns'] });
  srv('srv-server-fails', { srv: [{ type: 'FAILS' }], cause: ['srv-lookup-failed', 'dns'] });
  srv('srv-server-silent', {
    srv: [{ type: 'SILENT' }],
    cause: ['srv-lookup-failed', 'dns'],
    silent: true,
    drivers: ['Node driver'],
  });
  srv('srv-host-without-address', { withoutAddress: true, cause: ['host-not-found', 'dns'] });
  srv('srv-wrong-host', { item: elsewhere, cause: ['wrong-host', 'hostname'] });
  srv('srv-without-tls', { item: null, options: 'tls=false' });
  srv('srv-tls-to-plaintext', { item: null, cause: ['plaintext-server', 'not-tls'] });
  srv('srv-other-service', { service: 'customname', options: `${caOption}&srvServiceName=customname` });
  srv('srv-name-of-two-parts', { name: 'probe.test', hosts: ['two-parts.probe.test'] });

  // -- addresses --
  const six = kit.leaf('six', 'DNS:localhost,IP:::1,IP:127.0.0.1');
  const nameOnly = kit.leaf('six-name-only', 'DNS:localhost,IP:127.0.0.1');
  const onSix = async (item: Issued): Promise<Running> => respond(item, { host: '::1' });
  add('addresses', 'ipv6-address', {
    start: () => onSix(six),
    host: '[::1]',
    options: { tls: 'true', tlsCAFile: root.cert },
    cause: null,
  });
  add('addresses', 'ipv6-address-not-in-certificate', {
    start: () => onSix(nameOnly),
    host: '[::1]',
    options: { tls: 'true', tlsCAFile: root.cert },
    cause: 'address-not-in-certificate',
    category: 'hostname',
  });
  const named = (
    id: string,
    host: string,
    records: readonly DnsRecord[],
    serverHost: string,
    cause: string | null,
  ): void =>
    add('addresses', id, {
      dns: dns.address,
      drivers: withOwnDns,
      options: {},
      cause,
      ...(cause ? { category: 'network' } : {}),
      start: async () => {
        await (listening ??= dns.listen());
        dns.set(host, ...records);
        const running = await respond(cluster, { host: serverHost });
        return { ...running, uri: `mongodb://${host}:${running.port}/?tls=true&${caOption}` };
      },
    });
  const four: DnsRecord = { type: 'A', address: '127.0.0.1' };
  const sixRecord: DnsRecord = { type: 'AAAA', address: '::1' };
  named('both-addresses-server-on-ipv4', 'both4.probe.test', [four, sixRecord], '127.0.0.1', null);
  named('both-addresses-server-on-ipv6', 'both6.probe.test', [four, sixRecord], '::1', null);
  named('only-ipv4-address-server-on-ipv6', 'only4.probe.test', [four], '::1', 'connection-refused');

  // -- Unix sockets --
  const socketPath = (name: string): string =>
    path.join(os.tmpdir(), `mongodb-tls-${process.pid}-${name}.sock`);
  const onSocket = (
    id: string,
    item: Issued | undefined,
    query: string,
    cause: readonly [string, string] | null,
  ): void =>
    add('Unix sockets', id, {
      options: {},
      ...(cause ? { cause: cause[0], category: cause[1] } : { cause: null }),
      start: async () => {
        const file = socketPath(id);
        const inner = await respond(item);
        const front = net.createServer((s) => pipe(s, inner.port));
        if (existsSync(file)) rmSync(file);
        if (cause?.[0] !== 'socket-missing')
          await new Promise<void>((resolve) => front.listen(file, resolve));
        return {
          port: inner.port,
          uri: `mongodb://${encodeURIComponent(file)}/?${query}`,
          close: async () => {
            front.close();
            await inner.close();
          },
        };
      },
    });
  onSocket('unix-socket', undefined, '', null);
  onSocket('unix-socket-missing', undefined, '', ['socket-missing', 'network']);

  // -- proxies --
  const good = kit.leaf('behind-proxy', 'DNS:localhost,IP:127.0.0.1');
  const viaProxy = (
    id: string,
    proxy: SocksOptions | 'down' | 'http',
    query: string,
    cause: readonly [string, string] | null,
    server: 'up' | 'down' = 'up',
  ): void =>
    add('proxies', id, {
      options: {},
      ...(cause ? { cause: cause[0], category: cause[1] } : { cause: null }),
      // The others know no proxyHost: they connect directly, and our verdict is "not known".
      drivers: ['Node driver', 'Java driver', 'Rust driver'],
      start: async () => {
        const inner = await respond(good);
        const socks =
          proxy === 'down'
            ? undefined
            : proxy === 'http'
              ? await startRaw((s) => s.once('data', () => s.end('HTTP/1.1 400 Bad Request\r\n\r\n')))
              : await startSocks(proxy);
        const port = server === 'up' ? inner.port : kit.reservePort();
        return {
          port,
          uri: `mongodb://localhost:${port}/?tls=true&${caOption}&proxyHost=127.0.0.1&proxyPort=${socks?.port ?? kit.reservePort()}${query}`,
          close: async () => {
            await socks?.close();
            await inner.close();
          },
        };
      },
    });
  const secured = { user: 'carol', password: 'right' };
  viaProxy('proxy', {}, '', null);
  viaProxy('proxy-with-password', secured, '&proxyUsername=carol&proxyPassword=right', null);
  viaProxy('proxy-wrong-password', secured, '&proxyUsername=carol&proxyPassword=wrong', [
    'proxy-failed',
    'network',
  ]);
  viaProxy('proxy-password-missing', secured, '', ['proxy-failed', 'network']);
  viaProxy('proxy-forbids', { refuse: true }, '', ['proxy-failed', 'network']);
  viaProxy('proxy-down', 'down', '', ['proxy-failed', 'network']);
  viaProxy('proxy-is-http', 'http', '', ['proxy-failed', 'network']);
  viaProxy('proxy-server-refuses', {}, '', ['connection-refused', 'network'], 'down');

  // -- sets of several members --
  const member = kit.leaf('member', 'DNS:localhost,IP:127.0.0.1');
  const expired = kit.leaf('member-expired', 'DNS:localhost,IP:127.0.0.1', -30, -2);
  type Member = 'primary' | 'secondary' | 'down' | 'expired primary' | 'unknown name';
  const set = (
    id: string,
    members: readonly Member[],
    cause: readonly [string, string] | null,
    query = 'replicaSet=rs0',
  ): void =>
    add('sets', id, {
      // libmongoc 1.23 never returns when a member's name has no address.
      ...(members.includes('unknown name') && !query.includes('direct')
        ? { drivers: ['PyMongo', 'Node driver', 'Go driver', 'Java driver', 'Rust driver', 'Ruby driver'] }
        : {}),
      options: {},
      ...(cause ? { cause: cause[0], category: cause[1] } : { cause: null }),
      start: async () => {
        const ports = members.map(() => kit.reservePort());
        const names = members.map((m, i) =>
          m === 'unknown name' ? `db${i}.invalid:27017` : `localhost:${ports[i]}`,
        );
        const started = await Promise.all(
          members.map(async (m, i) => {
            if (m === 'down' || m === 'unknown name') return undefined;
            const primary = m !== 'secondary';
            return respond(m === 'expired primary' ? expired : member, {
              port: ports[i]!,
              hello: {
                setName: 'rs0',
                setVersion: 1,
                hosts: names,
                me: names[i],
                ismaster: primary,
                isWritablePrimary: primary,
                secondary: !primary,
                ...(members.some((x) => x.includes('primary'))
                  ? { primary: names[members.findIndex((x) => x.includes('primary'))] }
                  : {}),
              },
            });
          }),
        );
        const seed = members.findIndex((m) => m !== 'down' && m !== 'unknown name');
        return {
          port: ports[seed]!,
          uri: `mongodb://localhost:${ports[seed]}/?tls=true&${caOption}&${query}`,
          close: async () => {
            await Promise.all(started.map((s) => s?.close()));
          },
        };
      },
    });
  set('set-of-three', ['primary', 'secondary', 'secondary'], null);
  set('set-seed-is-secondary', ['secondary', 'primary', 'secondary'], null);
  set('set-member-down', ['primary', 'secondary', 'down'], null);
  set('set-without-primary', ['secondary', 'secondary', 'down'], ['connection-refused', 'network']);
  set('set-only-secondaries', ['secondary', 'secondary'], ['no-primary', 'other']);
  set('set-primary-expired', ['secondary', 'expired primary'], ['certificate-expired', 'verification']);
  set('set-primary-under-unknown-name', ['secondary', 'unknown name'], ['host-not-found', 'dns']);
  set('set-direct-to-secondary', ['secondary', 'unknown name'], null, 'directConnection=true');

  // -- load balancers --
  const balanced = (
    id: string,
    hello: Record<string, unknown>,
    cause: readonly [string, string] | null,
  ): void =>
    add('load balancers', id, {
      options: { tls: 'true', tlsCAFile: root.cert, loadBalanced: 'true' },
      ...(cause ? { cause: cause[0], category: cause[1] } : { cause: null }),
      start: () =>
        respond(good, { hello: { msg: 'isdbgrid', ...hello }, balanced: Object.keys(hello).length > 0 }),
    });
  balanced('load-balanced', { serviceId: '65a1b2c3d4e5f60718293a4b' }, null);
  balanced('load-balanced-without-service', {}, ['not-load-balanced', 'other']);

  // -- authentication without TLS --
  const users = { alice: 'right' };
  add('authentication', 'scram-without-tls', {
    start: () => startResponder({ users }),
    user: 'alice:right@',
    options: {},
    cause: null,
  });
  add('authentication', 'scram-without-tls-wrong-password', {
    start: () => startResponder({ users }),
    user: 'alice:wrong@',
    options: {},
    cause: 'auth-failed',
    category: 'auth',
  });
  return list;
}

function pipe(socket: net.Socket, port: number): void {
  const through = net.connect(port, '127.0.0.1');
  socket.on('error', () => through.destroy());
  through.on('error', () => socket.destroy());
  socket.on('close', () => through.destroy());
  through.on('close', () => socket.destroy());
  socket.pipe(through).pipe(socket);
}
