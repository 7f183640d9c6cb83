/** Source files of a given length with a given number of MongoDB connections, the same on every run. */

const plain = {
  python: (i) => [
    `def handle_order_${i}(request, session, *, retries=3):`,
    `    """Loads order ${i}; "quotes" and 'apostrophes' belong here."""`,
    `    total = 0`,
    `    for item in request.items:`,
    `        if item is None or item["state"] == 'gone':`,
    `            continue`,
    `        total += item["price"] * item.get("count", 1)`,
    `    if total > ${i * 7} and session.user.name.startswith("a"):`,
    `        log.info("order %s: %0.2f", request.id, total)`,
    `        return {"id": request.id, "total": total}`,
    `    for attempt in range(retries):  # slow on Mondays`,
    `        reply = http.post(SHOP_URL + "/orders", timeout=attempt)`,
    `        if reply.status == 200:`,
    `            break`,
    `    return None`,
    ``,
  ],
  typescript: (i) => [
    `export async function handleOrder${i}(request: Request): Promise<Order | null> {`,
    `  // Loads order ${i}; "quotes" and 'apostrophes' belong here.`,
    `  let total = 0;`,
    `  for (const item of request.items) {`,
    `    if (!item || item.state === 'gone') continue;`,
    `    total += item.price * (item.count ?? 1);`,
    `  }`,
    `  if (total > ${i * 7} && /^a[a-z]+$/.test(request.user.name)) {`,
    '    log.info(`order ${request.id}: ${total.toFixed(2)}`);',
    `    return { id: request.id, total, state: 'open' };`,
    `  }`,
    `  for (let attempt = 0; attempt < 3; attempt++) {`,
    `    await post(shopUrl + '/orders/' + request.id, { total });`,
    `  }`,
    `  return null;`,
    `}`,
  ],
};
const head = {
  python: ['import os', 'from pymongo import MongoClient', ''],
  typescript: ["import { MongoClient } from 'mongodb';", ''],
};
const connections = {
  python: [
    (i) =>
      `db${i} = MongoClient("mongodb://app${i}:x@db${i}.example.org:27017/shop?tls=true&tlsCAFile=/etc/ca.pem&retryWrites=true")`,
    (i) =>
      `db${i} = MongoClient("mongodb+srv://cluster${i}.example.org/shop", tls=True, tlsAllowInvalidCertificates=True)`,
    (i) =>
      `db${i} = MongoClient(f"mongodb://{os.environ['USER']}@db${i}.example.org/?tls=true", **{"tlsCAFile": "/etc/ca.pem"})`,
    (i) =>
      `db${i} = MongoClient("mongodb://db${i}.example.org,db${i}b.example.org/?replicaSet=rs0&ssl=true&ssl_cert_reqs=CERT_NONE")`,
  ],
  typescript: [
    (i) =>
      `const db${i} = new MongoClient('mongodb://app${i}:x@db${i}.example.org:27017/shop?tls=true&tlsCAFile=/etc/ca.pem&retryWrites=true');`,
    (i) =>
      `const db${i} = new MongoClient('mongodb+srv://cluster${i}.example.org/shop', { tls: true, tlsAllowInvalidCertificates: true });`,
    (i) =>
      'const db' +
      i +
      ' = new MongoClient(`mongodb://${process.env.USER}@db' +
      i +
      '.example.org/?tls=true`, { tlsCAFile: "/etc/ca.pem" });',
    (i) =>
      `const db${i} = new MongoClient('mongodb://db${i}.example.org,db${i}b.example.org/?replicaSet=rs0&ssl=true', { sslValidate: false });`,
  ],
};

/** `language`: python or typescript. Connections stand evenly between the other lines. */
export function sourceText(language, lines, count) {
  const out = [...head[language]];
  const every = Math.max(1, Math.floor((lines - out.length) / count));
  let next = every;
  let made = 0;
  for (let i = 0; out.length < lines; i++) {
    out.push(...plain[language](i));
    while (made < count && out.length >= next) {
      out.push(connections[language][made % connections[language].length](made));
      made++;
      next += every;
    }
  }
  return out.slice(0, lines).join('\n') + '\n';
}
