import com.mongodb.ConnectionString;
import com.mongodb.connection.SslSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads questions (JSON lines: id, uri) and prints what the MongoDB driver on the class path makes of them. Its first argument is the driver's version. */
public class Verify {
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String id = field(line, "id");
            String head = "{\"id\":" + quote(id) + ",\"driver\":\"java\",\"version\":" + quote(args[0]) + ",";
            try {
                SslSettings ssl = SslSettings.builder().applyConnectionString(new ConnectionString(field(line, "uri"))).build();
                String rest = ssl.isEnabled() ? ",\"chain\":true,\"hostname\":" + !ssl.isInvalidHostNameAllowed() : "";
                out.println(head + "\"outcome\":\"ok\",\"tls\":" + ssl.isEnabled() + rest + "}");
            } catch (RuntimeException e) {
                out.println(head + "\"outcome\":\"error\",\"error\":" + quote(e.getClass().getName()) + ",\"message\":" + quote(e.getMessage()) + "}");
            }
        }
    }

    /** The questions are flat objects of texts that JSON.stringify wrote: no parser is needed. */
    private static String field(String line, String name) {
        Matcher m = Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(line);
        if (!m.find()) return "";
        Matcher escape = Pattern.compile("\\\\(u([0-9a-f]{4})|(.))").matcher(m.group(1));
        StringBuffer text = new StringBuffer();
        while (escape.find()) {
            String with = escape.group(2) != null ? "" + (char) Integer.parseInt(escape.group(2), 16)
                : escape.group(3).equals("n") ? "\n" : escape.group(3).equals("t") ? "\t" : escape.group(3);
            escape.appendReplacement(text, Matcher.quoteReplacement(with));
        }
        escape.appendTail(text);
        return text.toString();
    }

    private static String quote(String text) {
        if (text == null) return "null";
        StringBuilder s = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') s.append('\\').append(c);
            else if (c < ' ') s.append(String.format("\\u%04x", (int) c));
            else s.append(c);
        }
        return s.append('"').toString();
    }
}
