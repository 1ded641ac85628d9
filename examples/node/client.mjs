// 通商云 2.0 客户端,只用 Node 标准库(18 起)A client in Node with nothing but its standard library: node examples/node/client.mjs
import { constants, createHash, createSign, createVerify, publicEncrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { TONGBAO_URL: url = 'http://127.0.0.1:8600', TONGBAO_KEYS: keys = 'data/demo-keys' } = process.env, sysid = '100000000001';
const own = readFileSync(`${keys}/merchant-private.pem`), platform = readFileSync(`${keys}/platform.cer`);

// 签名:对 base64(MD5(UTF-8 原文)) 做 SHA1withRSA A signature: RSA PKCS#1 v1.5 with SHA-1 over base64(MD5(UTF-8 text)), in base64.
const digest = text => createHash('md5').update(text, 'utf8').digest('base64');
const sign = text => createSign('RSA-SHA1').update(digest(text)).sign(own, 'base64');
const isSigned = (text, signature) => createVerify('RSA-SHA1').update(digest(text)).verify(platform, signature, 'base64');
// 敏感字段:用平台公钥加密 Card and ID numbers: RSA PKCS#1 v1.5 with the platform's key, upper-case hex; answers come under your own key.
const encrypt = text => publicEncrypt({ key: platform, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text)).toString('hex').toUpperCase();
// 时间:东八区,前后 10 分钟内有效 Timestamps are China's time wherever you are (UTC+8), at most ten minutes off.
const now = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

// 请求签 sysid + req + timestamp,应答签 signedValue,一字不改 Signed exactly as it travels: sysid + req + timestamp, and signedValue of answers.
async function call(service, method, param) {
  const req = JSON.stringify({ service, method, param }), timestamp = now();
  const form = new URLSearchParams({ sysid, timestamp, v: '2.0', req, sign: sign(sysid + req + timestamp) });
  const answer = await (await fetch(`${url}/service/soa`, { method: 'POST', body: form })).json();
  if (!isSigned(answer.signedValue, answer.sign)) throw new Error(`${method}: 应答验签失败 the answer is not signed by the platform`);
  if (answer.status !== 'OK') throw new Error(`${method}: ${answer.errorCode} ${answer.message}`);
  console.log(`${method} 验签通过 signature right ${answer.signedValue}`);
}

// 沙箱接口:付款人、时钟 The sandbox API: what the buyer does, and the clock.
async function sandbox(path, body) {
  const answer = await fetch(`${url}/sandbox${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}

// 通知:表单 POST 到 backUrl,签 sysid + rps + timestamp;应答 200,否则重发 A notice is a form posted to backUrl; answer 200, or it comes again.
let noticed;
const notice = new Promise(done => { noticed = done; });
const receiver = createServer(async (request, response) => {
  const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
  const right = isSigned(form.get('sysid') + form.get('rps') + form.get('timestamp'), form.get('sign') ?? '');
  response.writeHead(right ? 200 : 400).end();
  if (right) noticed(form.get('rps'));
});
await new Promise(listening => { receiver.listen(0, '127.0.0.1', listening); });

// 页面:会员的浏览器带同样五个字段打开 Pages: the member's browser opens ${url}/yungateway/pwd/setPayPwd.html?sysid&timestamp&v&req&sign, signed likewise.
const bizUserId = `node-${Date.now()}`, bizOrderNo = `${bizUserId}-1`, accountSetNo = '200001';
await call('MemberService', 'createMember', { bizUserId, memberType: 3, source: 2 });
await call('MemberService', 'setRealName', { bizUserId, name: '张三', identityType: 1, identityNo: encrypt('310101199001010015') });
await call('MemberService', 'applyBindAcct', { bizUserId, operationType: 'set', acctType: 'weChatPublic', acct: 'openid-1' });
await call('OrderService', 'depositApply', { // 金额单位为分 amounts in fen
  bizOrderNo, bizUserId, accountSetNo, amount: 10000, fee: 200, validateType: 0, payMethod: { SCAN_WEIXIN: { amount: 10000 } }, source: 2,
  industryCode: '1910', industryName: '其他', backUrl: `http://127.0.0.1:${receiver.address().port}/notice`,
});
await sandbox(`/apps/${sysid}/payments/${bizOrderNo}`, { result: 'success' });
await sandbox('/clock', { advance: 'PT10S' }); // 通知在付款 5 秒后发出 notices go out 5 s after the payment: no need to wait for them
console.log(`通知 notice 验签通过 signature right ${await notice}`);
await call('OrderService', 'queryBalance', { bizUserId, accountSetNo });
receiver.close();
