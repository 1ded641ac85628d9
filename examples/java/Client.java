// 通商云 2.0 客户端,只用 Java 标准库(17 起)A client in Java with nothing but its standard library: java examples/java/Client.java
import com.sun.net.httpserver.HttpServer;
import java.io.*;
import java.net.*;
import java.net.http.*;
import java.security.*;
import java.security.cert.CertificateFactory;
import java.time.*;
import java.time.format.DateTimeFormatter;
import java.util.*;
import java.util.concurrent.*;
import java.util.regex.*;
import javax.crypto.Cipher;
import static java.nio.charset.StandardCharsets.UTF_8;

public class Client {
    static final String SYSID = "100000000001", PASSWORD = "tongbao"; // ./run 启动时打印,别名为 sysid; ./run prints it, the alias is the sysid
    static final String URL = System.getenv().getOrDefault("TONGBAO_URL", "http://127.0.0.1:8600");
    static final String KEYS = System.getenv().getOrDefault("TONGBAO_KEYS", "data/demo-keys");
    static PrivateKey own;
    static PublicKey platform;

    public static void main(String[] args) throws Exception {
        own = (PrivateKey) KeyStore.getInstance(new File(KEYS, "merchant.pfx"), PASSWORD.toCharArray()).getKey(SYSID, PASSWORD.toCharArray());
        platform = CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream(KEYS + "/platform.cer")).getPublicKey();

        // 通知:表单 POST 到 backUrl,签 sysid + rps + timestamp;应答 200,否则重发 A notice is a form posted to backUrl; answer 200, or it comes again.
        var notice = new CompletableFuture<String>();
        var receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/notice", request -> {
            var form = new HashMap<String, String>();
            for (var f : new String(request.getRequestBody().readAllBytes(), UTF_8).split("&")) form.put(f.split("=")[0], URLDecoder.decode(f.split("=")[1], UTF_8));
            var right = isSigned(form.get("sysid") + form.get("rps") + form.get("timestamp"), form.get("sign"));
            request.sendResponseHeaders(right ? 200 : 400, -1);
            if (right) notice.complete(form.get("rps"));
        });
        receiver.start();
        try {
            run("http://127.0.0.1:" + receiver.getAddress().getPort() + "/notice", notice);
        } finally { receiver.stop(0); } // 否则 JVM 不退出 or the JVM would not end
    }

    static void run(String backUrl, Future<String> notice) throws Exception {
        // 页面:会员的浏览器带同样五个字段打开 Pages: the member's browser opens URL/yungateway/pwd/setPayPwd.html?sysid&timestamp&v&req&sign, signed likewise.
        String user = "java-" + System.currentTimeMillis(), order = user + "-1";
        call("MemberService", "createMember", "{'bizUserId':'%s','memberType':3,'source':2}", user);
        call("MemberService", "setRealName", "{'bizUserId':'%s','name':'张三','identityType':1,'identityNo':'%s'}", user, encrypt("310101199001010015"));
        call("MemberService", "applyBindAcct", "{'bizUserId':'%s','operationType':'set','acctType':'weChatPublic','acct':'openid-1'}", user);
        call("OrderService", "depositApply", "{'bizOrderNo':'%s','bizUserId':'%s','accountSetNo':'200001','amount':10000,'fee':200," // 金额单位为分 in fen
            + "'validateType':0,'payMethod':{'SCAN_WEIXIN':{'amount':10000}},'source':2,'industryCode':'1910','industryName':'其他',"
            + "'backUrl':'%s'}", order, user, backUrl);
        // 沙箱接口:付款人、时钟 The sandbox API: the buyer pays; notices go out 5 s (通知在 5 秒后发出) after that: no need to wait for them.
        post("/sandbox/apps/" + SYSID + "/payments/" + order, "application/json", "{\"result\":\"success\"}");
        post("/sandbox/clock", "application/json", "{\"advance\":\"PT10S\"}");
        System.out.println("通知 notice 验签通过 signature right " + notice.get());
        call("OrderService", "queryBalance", "{'bizUserId':'%s','accountSetNo':'200001'}", user);
    }

    // 请求签 sysid + req + timestamp,应答签 signedValue,一字不改 Signed exactly as it travels: sysid + req + timestamp, and signedValue of answers.
    static void call(String service, String method, String param, Object... values) throws Exception {
        var req = "{\"service\":\"%s\",\"method\":\"%s\",\"param\":%s}".formatted(service, method, param.replace('\'', '"').formatted(values));
        // 时间:东八区,前后 10 分钟内有效 Timestamps are China's time wherever you are (UTC+8), at most ten minutes off.
        var timestamp = ZonedDateTime.now(ZoneId.of("Asia/Shanghai")).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"));
        var answer = post("/service/soa", "application/x-www-form-urlencoded", "v=2.0&sysid=" + SYSID + "&timestamp=" + URLEncoder.encode(timestamp, UTF_8)
            + "&req=" + URLEncoder.encode(req, UTF_8) + "&sign=" + URLEncoder.encode(sign(SYSID + req + timestamp), UTF_8));
        var value = field(answer, "signedValue");
        if (!isSigned(value, field(answer, "sign"))) throw new SecurityException(method + ": 应答验签失败 the answer is not signed by the platform");
        if (!field(answer, "status").equals("OK")) throw new IllegalStateException(method + ": " + value);
        System.out.println(method + " 验签通过 signature right " + value);
    }

    static String post(String path, String type, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(URL + path)).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) throw new IllegalStateException(path + ": " + answer.body());
        return answer.body();
    }

    // 签名:对 base64(MD5(UTF-8 原文)) 做 SHA1withRSA A signature: RSA PKCS#1 v1.5 with SHA-1 over base64(MD5(UTF-8 text)), in base64.
    static byte[] digest(String text) throws Exception {
        return Base64.getEncoder().encode(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    }
    static String sign(String text) throws Exception {
        var rsa = Signature.getInstance("SHA1withRSA");
        rsa.initSign(own);
        rsa.update(digest(text));
        return Base64.getEncoder().encodeToString(rsa.sign());
    }
    static boolean isSigned(String text, String sign) {
        try {
            var rsa = Signature.getInstance("SHA1withRSA");
            rsa.initVerify(platform);
            rsa.update(digest(text));
            return rsa.verify(Base64.getDecoder().decode(sign));
        } catch (Exception broken) { return false; }
    }
    // 敏感字段:用平台公钥加密 Card and ID numbers: RSA PKCS#1 v1.5 with the platform's key, upper-case hex; answers come under your own key.
    static String encrypt(String text) throws Exception {
        var rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.ENCRYPT_MODE, platform);
        return HexFormat.of().withUpperCase().formatHex(rsa.doFinal(text.getBytes(UTF_8)));
    }

    // JSON 里的一个文本字段,实际项目用 JSON 库 A text member of JSON, for which a real project has a library.
    static String field(String json, String name) {
        var found = Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json);
        return found.find() ? found.group(1).translateEscapes() : "";
    }
}
