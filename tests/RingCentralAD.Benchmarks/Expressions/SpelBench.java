import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.expression.Expression;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/**
 * Times Spring's SpEL, interpreted. A line of input is a command, each gets one line of output:
 * "=name TAB value" sets an attribute of appuser, ">expression" adds an expression and gives its value,
 * "evaluate I" and "parse I" run one round and give nanoseconds and bytes for one operation.
 */
public final class SpelBench {
    private static final long WARM_UP = 1_500_000_000L;
    private static final long ROUND = 50_000_000L;
    private static final SpelExpressionParser PARSER = new SpelExpressionParser(new SpelParserConfiguration(SpelCompilerMode.OFF, null));
    private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static volatile Object sink;

    public static void main(String[] arguments) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        Map<String, Object> user = new HashMap<>();
        Map<String, Object> root = new HashMap<>();
        root.put("appuser", user);
        StandardEvaluationContext context = new StandardEvaluationContext(root);
        context.addPropertyAccessor(new SpelDriver.MapAccessor());
        List<String> texts = new ArrayList<>();
        List<Expression> expressions = new ArrayList<>();
        Map<String, Integer> rounds = new HashMap<>();
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.startsWith("=")) {
                String[] parts = line.substring(1).split("\t", 2);
                user.put(parts[0], parts[1]);
                System.out.println();
            } else if (line.startsWith(">")) {
                texts.add(line.substring(1));
                expressions.add(PARSER.parseExpression(line.substring(1)));
                System.out.println(expressions.get(expressions.size() - 1).getValue(context));
            } else {
                int index = Integer.parseInt(line.split(" ")[1]);
                Expression expression = expressions.get(index);
                String text = texts.get(index);
                Runnable operation = line.startsWith("parse")
                    ? () -> sink = PARSER.parseExpression(text)
                    : () -> sink = expression.getValue(context);
                int times = rounds.computeIfAbsent(line, key -> warmUp(operation));
                long bytes = allocated();
                long time = time(operation, times);
                System.out.println((double) time / times + " " + (double) (allocated() - bytes) / times);
            }
            System.out.flush();
        }
    }

    private static int warmUp(Runnable operation) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP) {
            time(operation, 200);
        }
        int times = 1;
        while (time(operation, times) < ROUND) {
            times *= 2;
        }
        return times;
    }

    private static long time(Runnable operation, int times) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            operation.run();
        }
        return System.nanoTime() - start;
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
