// check_page - holds pages to what a report promises: no finding of axe-core, in a light and in a dark
// scheme, on a wide screen and at 320 pixels; nothing wider than the screen there; no message on the
// console; no request for anything but the page itself.
//
//   node check_page.js FILE...
//
// Writes TAP and exits 1 where a check failed. AXE names axe.min.js, CHROMIUM the browser; where PICTURES
// names a folder, a PNG of each look is left there. Needs node alone: the browser is spoken to over a pipe.
'use strict';
const {spawn} = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const {pathToFileURL} = require('node:url');

const LOOKS = [];
for (const scheme of ['light', 'dark']) for (const width of [1000, 320]) LOOKS.push({scheme, width});
const PATIENCE_MS = 60000;
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-extensions', '--hide-scrollbars', '--remote-debugging-pipe'];

// The browser's protocol: messages of JSON, each ended by a NUL, over descriptors 3 and 4.
class Browser {
  constructor(command, profile) {
    this.child = spawn(command, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'],
      {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']});
    this.calls = new Map();
    this.listeners = new Set();
    this.rest = '';
    this.last = 0;
    this.gone = undefined; // the error that ended it
    this.ended = new Promise((resolve) => {
      for (const event of ['close', 'error']) this.child.on(event, resolve);
    });
    this.child.on('error', (error) => this.fail(error));
    this.child.on('exit', () => this.fail(new Error('the browser ended')));
    this.child.stdio[3].on('error', () => {});
    this.child.stdio[4].setEncoding('utf8');
    this.child.stdio[4].on('data', (data) => this.read(data));
  }

  read(data) {
    const parts = (this.rest + data).split('\0');
    this.rest = parts.pop();
    for (const part of parts) this.take(JSON.parse(part));
  }

  take(message) {
    if (message.id === undefined) {
      for (const listener of [...this.listeners]) listener(message);
      return;
    }
    const call = this.calls.get(message.id);
    this.calls.delete(message.id);
    if (message.error) call.reject(new Error(`${call.method}: ${message.error.message}`));
    else call.resolve(message.result);
  }

  fail(error) {
    this.gone = error;
    for (const call of this.calls.values()) call.reject(error);
    this.calls.clear();
  }

  send(method, params = {}, sessionId = undefined) {
    if (this.gone !== undefined) return Promise.reject(this.gone);
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.calls.set(id, {method, resolve, reject});
      this.child.stdio[3].write(JSON.stringify({id, method, params, sessionId}) + '\0');
    });
  }

  async close() {
    await this.send('Browser.close').catch(() => this.child.kill('SIGKILL'));
    await this.ended;
  }
}

// One tab, with the look asked for; what it says and asks for is gathered in FAULTS.
async function openPage(browser, url, look) {
  const {targetId} = await browser.send('Target.createTarget', {url: 'about:blank'});
  const {sessionId} = await browser.send('Target.attachToTarget', {targetId, flatten: true});
  const page = {targetId, faults: [], send: (method, params) => browser.send(method, params, sessionId)};
  const loaded = new Promise((resolve) => {
    page.listen = (message) => {
      if (message.sessionId !== sessionId) return;
      if (message.method === 'Page.loadEventFired') resolve();
      note(page.faults, url, message);
    };
  });
  browser.listeners.add(page.listen);
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await page.send(`${domain}.enable`);
  await page.send('Emulation.setEmulatedMedia',
    {features: [{name: 'prefers-color-scheme', value: look.scheme}]});
  await page.send('Emulation.setDeviceMetricsOverride',
    {width: look.width, height: 900, deviceScaleFactor: 1, mobile: false});
  const {errorText} = await page.send('Page.navigate', {url});
  if (errorText) throw new Error(`${url}: ${errorText}`);
  await loaded;
  return page;
}

function note(faults, url, {method, params}) {
  if (method === 'Log.entryAdded') faults.push(`console: ${params.entry.text}`);
  if (method === 'Runtime.consoleAPICalled') faults.push(`console: a script of the page wrote ${params.type}`);
  if (method === 'Runtime.exceptionThrown') faults.push(`console: ${params.exceptionDetails.text}`);
  if (method === 'Network.requestWillBeSent' && params.request.url !== url)
    faults.push(`request: ${params.request.url}`);
}

// In a world of its own, so that the page's policy neither hinders the checker nor hears of it.
async function evaluate(page, expression) {
  if (page.world === undefined) {
    const {frameTree} = await page.send('Page.getFrameTree');
    const {executionContextId} = await page.send('Page.createIsolatedWorld',
      {frameId: frameTree.frame.id, worldName: 'check'});
    page.world = executionContextId;
  }
  const {result, exceptionDetails} = await page.send('Runtime.evaluate',
    {expression, contextId: page.world, awaitPromise: true, returnByValue: true});
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

const RUN_AXE = `axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})
  .then((r) => ({passes: r.passes.length, violations: r.violations.map((v) => v.id + ': ' + v.help + ': ' +
    v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160).replace(/\\s+/g, ' ')).join(' ... '))}))`;
const TOO_WIDE = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;
const STYLED = `getComputedStyle(document.body).backgroundColor`;

async function picture(page, file, look) {
  if (!process.env.PICTURES) return;
  const {data} = await page.send('Page.captureScreenshot', {captureBeyondViewport: true});
  const name = `${path.basename(file, path.extname(file))}-${look.scheme}-${look.width}.png`;
  fs.writeFileSync(path.join(process.env.PICTURES, name), Buffer.from(data, 'base64'));
}

async function checkLook(browser, axe, file, look) {
  const page = await openPage(browser, pathToFileURL(path.resolve(file)).href, look);
  const wider = await evaluate(page, TOO_WIDE);
  if (wider > 0) page.faults.push(`layout: ${wider} pixels wider than the screen`);
  const ground = await evaluate(page, STYLED);
  await picture(page, file, look);
  await evaluate(page, axe);
  const result = await evaluate(page, RUN_AXE);
  page.faults.push(...result.violations.map((violation) => `axe: ${violation}`));
  browser.listeners.delete(page.listen);
  await browser.send('Target.closeTarget', {targetId: page.targetId});
  return {faults: page.faults, passes: result.passes, ground};
}

// Dark must be another ground than light: else the style was not taken, or knows no dark.
function checkGround(grounds, look, result) {
  grounds[look.scheme] = result.ground;
  if (look.scheme === 'dark' && grounds.light === result.ground)
    result.faults.push(`style: the ground is ${result.ground} in light and dark`);
}

async function checkAll(browser, axe, files) {
  let number = 0, failed = 0;
  console.log(`1..${files.length * LOOKS.length}`);
  for (const file of files) {
    const grounds = {};
    for (const look of LOOKS) {
      const result = await checkLook(browser, axe, file, look);
      checkGround(grounds, look, result);
      const ok = result.faults.length === 0 && result.passes > 0;
      if (!ok) failed++;
      console.log(`${ok ? 'ok' : 'not ok'} ${++number} - ${path.basename(file)}, ${look.scheme}, ` +
        `${look.width} pixels: ${result.passes} rules of axe hold`);
      for (const fault of result.faults) console.log(`# ${fault.replace(/\s+/g, ' ')}`);
    }
  }
  return failed === 0;
}

async function main(files) {
  if (files.length === 0 || !process.env.AXE) {
    console.error('usage: AXE=axe.min.js node check_page.js FILE...');
    return 2;
  }
  const axe = fs.readFileSync(process.env.AXE, 'utf8');
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'check-page-'));
  const browser = new Browser(process.env.CHROMIUM || 'chromium', profile);
  const late = setTimeout(() => browser.fail(new Error('the browser does not answer')), PATIENCE_MS);
  try {
    return await checkAll(browser, axe, files) ? 0 : 1;
  } catch (error) {
    console.log(`Bail out! ${error.message}`);
    return 1;
  } finally {
    clearTimeout(late);
    await browser.close();
    fs.rmSync(profile, {recursive: true, force: true, maxRetries: 5});
  }
}

main(process.argv.slice(2)).then((status) => { process.exitCode = status; });
