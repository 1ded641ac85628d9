<?php // 通商云 2.0 客户端,只用 PHP 自带扩展(8.1 起)A client in PHP with nothing but its own extensions: php examples/php/client.php
const SYSID = '100000000001';
$url = getenv('TONGBAO_URL') ?: 'http://127.0.0.1:8600';
$keys = getenv('TONGBAO_KEYS') ?: 'data/demo-keys';
$own = openssl_pkey_get_private(file_get_contents("$keys/merchant-private.pem"));
$platform = openssl_pkey_get_public(file_get_contents("$keys/platform.cer"));

// 签名:对 base64(MD5(UTF-8 原文)) 做 SHA1withRSA A signature: RSA PKCS#1 v1.5 with SHA-1 over base64(MD5(UTF-8 text)), in base64.
function digest(string $text): string { return base64_encode(md5($text, true)); }
function sign(string $text): string { openssl_sign(digest($text), $signature, $GLOBALS['own']); return base64_encode($signature); }
function is_signed(string $text, string $sign): bool { return openssl_verify(digest($text), base64_decode($sign), $GLOBALS['platform']) === 1; }
// 敏感字段:用平台公钥加密 Card and ID numbers: RSA PKCS#1 v1.5 with the platform's key, upper-case hex; answers come under your own key.
function encrypt(string $text): string { openssl_public_encrypt($text, $block, $GLOBALS['platform']); return strtoupper(bin2hex($block)); }

// 通知:表单 POST 到 backUrl,签 sysid + rps + timestamp;应答 200,否则重发 A notice is a form posted to backUrl; answer 200, or it comes again.
if (PHP_SAPI === 'cli-server') { // this file again, as the page that backUrl names
    if (!is_signed($_POST['sysid'] . $_POST['rps'] . $_POST['timestamp'], $_POST['sign'] ?? '')) { http_response_code(400); exit; }
    file_put_contents('php://stderr', "通知 notice 验签通过 signature right {$_POST['rps']}\n");
    exit;
}

function post(string $path, string $type, string $body): array {
    $http = ['method' => 'POST', 'header' => "Content-Type: $type", 'content' => $body];
    return json_decode(file_get_contents($GLOBALS['url'] . $path, false, stream_context_create(['http' => $http])), true);
}
// 请求签 sysid + req + timestamp,应答签 signedValue,一字不改 Signed exactly as it travels: sysid + req + timestamp, and signedValue of answers.
function call(string $service, string $method, array $param): void {
    $req = json_encode(['service' => $service, 'method' => $method, 'param' => $param], JSON_UNESCAPED_UNICODE);
    // 时间:东八区,前后 10 分钟内有效 Timestamps are China's time wherever you are (UTC+8), at most ten minutes off.
    $timestamp = (new DateTime('now', new DateTimeZone('Asia/Shanghai')))->format('Y-m-d H:i:s');
    $form = ['sysid' => SYSID, 'timestamp' => $timestamp, 'v' => '2.0', 'req' => $req, 'sign' => sign(SYSID . $req . $timestamp)];
    $answer = post('/service/soa', 'application/x-www-form-urlencoded', http_build_query($form));
    if (!is_signed($answer['signedValue'], $answer['sign'])) throw new Exception("$method: 应答验签失败 the answer is not signed by the platform");
    if ($answer['status'] !== 'OK') throw new Exception("$method: {$answer['errorCode']} {$answer['message']}");
    echo "$method 验签通过 signature right {$answer['signedValue']}\n";
}

$pages = proc_open([PHP_BINARY, '-S', '127.0.0.1:0', __FILE__], [2 => ['pipe', 'w']], $pipes);
register_shutdown_function(fn() => proc_terminate($pages));
preg_match('~http://127\.0\.0\.1:\d+~', fgets($pipes[2]), $backUrl);
// 页面:会员的浏览器带同样五个字段打开 Pages: the member's browser opens $url/yungateway/pwd/setPayPwd.html?sysid&timestamp&v&req&sign, signed likewise.
$bizUserId = 'php-' . hrtime(true);
$bizOrderNo = "$bizUserId-1";
call('MemberService', 'createMember', ['bizUserId' => $bizUserId, 'memberType' => 3, 'source' => 2]);
call('MemberService', 'setRealName', ['bizUserId' => $bizUserId, 'name' => '张三', 'identityType' => 1, 'identityNo' => encrypt('310101199001010015')]);
call('MemberService', 'applyBindAcct', ['bizUserId' => $bizUserId, 'operationType' => 'set', 'acctType' => 'weChatPublic', 'acct' => 'openid-1']);
call('OrderService', 'depositApply', [ // 金额单位为分 amounts in fen
    'bizOrderNo' => $bizOrderNo, 'bizUserId' => $bizUserId, 'accountSetNo' => '200001', 'amount' => 10000, 'fee' => 200, 'validateType' => 0,
    'payMethod' => ['SCAN_WEIXIN' => ['amount' => 10000]], 'source' => 2, 'industryCode' => '1910', 'industryName' => '其他', 'backUrl' => "$backUrl[0]/notice"]);
// 沙箱接口:付款人、时钟 The sandbox API: the buyer pays; notices go out 5 s (通知在 5 秒后发出) after that: no need to wait for them.
post('/sandbox/apps/' . SYSID . "/payments/$bizOrderNo", 'application/json', '{"result":"success"}');
post('/sandbox/clock', 'application/json', '{"advance":"PT10S"}');
do $line = fgets($pipes[2]); while (!str_contains($line, 'notice 验签通过'));
echo $line;
call('OrderService', 'queryBalance', ['bizUserId' => $bizUserId, 'accountSetNo' => '200001']);
