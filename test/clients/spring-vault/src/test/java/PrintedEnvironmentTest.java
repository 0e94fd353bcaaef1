import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.vault.config.EnvironmentVaultConfiguration;
import org.springframework.vault.core.VaultTemplate;

/** A program that only reads what `okms-emulator env` prints for it; test/clients/environment runs this test. */
@EnabledIfEnvironmentVariable(named = "VAULT_URI", matches = ".+")
class PrintedEnvironmentTest {

    @Test
    void storesAndReads() {
        try (var context = new AnnotationConfigApplicationContext(EnvironmentVaultConfiguration.class)) {
            var kv = context.getBean(VaultTemplate.class).opsForVersionedKeyValue("secret");
            kv.put("environment/spring", Map.of("a", "b"));
            assertEquals(Map.of("a", "b"), kv.get("environment/spring").getData());
        }
    }
}
