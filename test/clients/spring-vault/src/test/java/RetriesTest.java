import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.springframework.vault.authentication.SimpleSessionManager;
import org.springframework.vault.authentication.TokenAuthentication;
import org.springframework.vault.client.VaultEndpoint;
import org.springframework.vault.core.VaultTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Calls that fail, for test/clients/retries: what Spring Vault does, and what its caller gets. */
@EnabledIfEnvironmentVariable(named = "RETRY_CALLS", matches = ".+")
class RetriesTest {

    static final JsonMapper JSON = new JsonMapper();

    record Call(String name, String okmsId, String token, String action, String path, Integer retries) {
    }

    @Test
    void makesTheCalls() throws Exception {
        Call[] calls = JSON.readValue(System.getenv("RETRY_CALLS"), Call[].class);
        var threads = Executors.newFixedThreadPool(calls.length);
        threads.invokeAll(Stream.of(calls).map(RetriesTest::report).toList());
        threads.shutdown();
    }

    static String errorOf(Call call) {
        VaultEndpoint endpoint = SecretsTest.endpoint();
        endpoint.setPath("api/" + call.okmsId() + "/v1");
        var kv = new VaultTemplate(endpoint, SecretsTest.requests(SecretsTest.trust()),
            new SimpleSessionManager(new TokenAuthentication(call.token()))).opsForVersionedKeyValue("secret");
        try {
            if (call.action().equals("read")) kv.get(call.path());
            else kv.put(call.path(), Map.of("c", "d"));
            return null;
        } catch (Exception error) {
            List<String> causes = new ArrayList<>();
            for (Throwable cause = error; cause != null; cause = cause.getCause()) causes.add(cause.toString());
            return String.join("; ", causes);
        }
    }

    static Callable<Void> report(Call call) {
        return () -> {
            Map<String, String> line = new LinkedHashMap<>();
            line.put("name", call.name());
            line.put("error", errorOf(call));
            System.out.println("RETRY " + JSON.writeValueAsString(line));
            return null;
        };
    }
}
