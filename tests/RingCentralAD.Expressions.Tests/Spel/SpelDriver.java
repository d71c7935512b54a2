import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.PropertyAccessor;
import org.springframework.expression.TypedValue;
import org.springframework.expression.spel.SpelEvaluationException;
import org.springframework.expression.spel.SpelMessage;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/**
 * Evaluates expressions with Spring's own SpEL for the differential test.
 * Lines on standard input: "=name TAB type TAB value" sets an attribute of user, ">expression" asks for a value.
 * One line of output for each expression. Tabs, line ends and backslashes in values are escaped with a backslash.
 */
public final class SpelDriver {
    private static final int LONGEST = 100_000;
    private static final SpelExpressionParser PARSER = new SpelExpressionParser();

    public static void main(String[] arguments) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        PrintStream output = new PrintStream(System.out, false, "UTF-8");
        Map<String, Object> user = new HashMap<>();
        Map<String, Object> root = new HashMap<>();
        root.put("user", user);
        StandardEvaluationContext context = new StandardEvaluationContext(root);
        context.addPropertyAccessor(new MapAccessor());
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.startsWith("=")) {
                String[] parts = line.substring(1).split("\t", 3);
                user.put(parts[0], value(parts[1], unescape(parts[2])));
            } else {
                output.println(answer(unescape(line.substring(1)), context));
            }
        }
        output.flush();
    }

    private static String answer(String text, EvaluationContext context) {
        Expression expression;
        try {
            expression = PARSER.parseExpression(text);
        } catch (ParseException | IllegalStateException | NullPointerException problem) {
            return "!syntax";
        }
        try {
            // Our own limit on a result (reference, section 9, decision 12); SpEL 4.3 has none.
            String encoded = encode(expression.getValue(context));
            return encoded.length() > LONGEST ? "!limit" : encoded;
        } catch (SpelEvaluationException problem) {
            SpelMessage code = problem.getMessageCode();
            return code == SpelMessage.PROPERTY_OR_FIELD_NOT_READABLE ? "!unknown-attribute"
                : code == SpelMessage.METHOD_NOT_FOUND ? "!unknown-function"
                : "!type";
        } catch (RuntimeException problem) {
            return "!type";
        } catch (OutOfMemoryError problem) {
            return "!limit";
        }
    }

    private static Object value(String type, String text) {
        switch (type) {
            case "null": return null;
            case "int": return Integer.valueOf(text);
            case "long": return Long.valueOf(text);
            case "real": return Double.valueOf(text);
            case "bool": return Boolean.valueOf(text);
            case "text": return text;
            case "ints": {
                List<Object> list = new ArrayList<>();
                for (String item : text.split(",")) {
                    list.add(Integer.valueOf(item));
                }
                return list;
            }
            case "texts": {
                List<Object> list = new ArrayList<>();
                for (String item : text.split(",")) {
                    list.add(item);
                }
                return list;
            }
            default: throw new IllegalArgumentException(type);
        }
    }

    private static String encode(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Integer) {
            return "I" + value;
        }
        if (value instanceof Long) {
            return "L" + value;
        }
        if (value instanceof Double) {
            return "R" + Long.toHexString(Double.doubleToLongBits((Double) value));
        }
        if (value instanceof Boolean) {
            return "B" + value;
        }
        if (value instanceof String) {
            return "T" + escape((String) value);
        }
        if (value instanceof List) {
            StringBuilder list = new StringBuilder("[");
            for (Object item : (List<?>) value) {
                list.append(encode(item)).append(';');
            }
            return list.append(']').toString();
        }
        return "?" + value.getClass().getSimpleName();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                plain.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** Reads a map's entries as properties; a key that is not there is an unknown property. */
    static final class MapAccessor implements PropertyAccessor {
        @Override
        public Class<?>[] getSpecificTargetClasses() {
            return new Class<?>[] { Map.class };
        }

        @Override
        public boolean canRead(EvaluationContext context, Object target, String name) {
            return target instanceof Map && ((Map<?, ?>) target).containsKey(name);
        }

        @Override
        public TypedValue read(EvaluationContext context, Object target, String name) {
            return new TypedValue(((Map<?, ?>) target).get(name));
        }

        @Override
        public boolean canWrite(EvaluationContext context, Object target, String name) {
            return false;
        }

        @Override
        public void write(EvaluationContext context, Object target, String name, Object value) {
            throw new UnsupportedOperationException();
        }
    }
}
