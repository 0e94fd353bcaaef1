import static java.nio.file.Files.readString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.vault.VaultException;
import org.springframework.vault.authentication.LifecycleAwareSessionManager;
import org.springframework.vault.authentication.SimpleSessionManager;
import org.springframework.vault.authentication.TokenAuthentication;
import org.springframework.vault.client.ClientHttpRequestFactoryFactory;
import org.springframework.vault.client.VaultClients;
import org.springframework.vault.client.VaultEndpoint;
import org.springframework.vault.core.VaultKeyValueOperations;
import org.springframework.vault.core.VaultKeyValueOperationsSupport.KeyValueBackend;
import org.springframework.vault.core.VaultTemplate;
import org.springframework.vault.core.VaultVersionedKeyValueOperations;
import org.springframework.vault.core.env.VaultPropertySource;
import org.springframework.vault.support.ClientOptions;
import org.springframework.vault.support.SslConfiguration;
import org.springframework.vault.support.SslConfiguration.KeyStoreConfiguration;
import org.springframework.vault.support.VaultMetadataRequest;
import org.springframework.vault.support.Versioned;
import org.springframework.vault.support.Versioned.Version;

/** Spring Vault's operations on KV version 2, over mutual TLS and by token. */
class SecretsTest {

    static final VaultEndpoint ENDPOINT = endpoint();

    static VaultEndpoint endpoint() {
        VaultEndpoint endpoint = VaultEndpoint.from(URI.create(System.getenv("KMS_RESTAPI_ENDPOINT")));
        endpoint.setPath("api/" + System.getenv("KMS_RESTAPI_OKMSID") + "/v1");
        return endpoint;
    }

    static SslConfiguration trust() {
        FileSystemResource ca = new FileSystemResource(System.getenv("KMS_RESTAPI_CA"));
        return SslConfiguration.forTrustStore(
            KeyStoreConfiguration.of(ca).withStoreType(SslConfiguration.PEM_KEYSTORE_TYPE));
    }

    static ClientHttpRequestFactory requests(SslConfiguration ssl) {
        return ClientHttpRequestFactoryFactory.create(new ClientOptions(), ssl);
    }

    static VaultTemplate byToken(String token) {
        return new VaultTemplate(
            ENDPOINT, requests(trust()), new SimpleSessionManager(new TokenAuthentication(token)));
    }

    /** Client certificate and key come from the PKCS#12 file next to the PEM files; no token is sent. */
    static VaultTemplate overMutualTls() throws Exception {
        Path keyStore = Path.of(System.getenv("KMS_RESTAPI_CERT")).resolveSibling("client.p12");
        char[] password = readString(keyStore.resolveSibling("client.p12.password")).strip().toCharArray();
        return new VaultTemplate(ENDPOINT, requests(trust().withKeyStore(
            KeyStoreConfiguration.of(new FileSystemResource(keyStore), password, "PKCS12"))));
    }

    @Nested
    class OverMutualTls extends Secrets {
        OverMutualTls() throws Exception {
            super(overMutualTls());
        }
    }

    @Nested
    class ByToken extends Secrets {
        ByToken() {
            super(byToken(System.getenv("KMS_RESTAPI_TOKEN")));
        }
    }

    abstract static class Secrets {

        final VaultTemplate vault;
        final VaultVersionedKeyValueOperations kv;
        final VaultKeyValueOperations latest;
        final String folder = "spring-vault/" + UUID.randomUUID();

        Secrets(VaultTemplate vault) {
            this.vault = vault;
            kv = vault.opsForVersionedKeyValue("secret");
            latest = vault.opsForKeyValue("secret", KeyValueBackend.KV_2);
        }

        String path(String name) {
            return folder + "/" + name;
        }

        int put(String path, Object data) {
            return kv.put(path, data).getVersion().getVersion();
        }

        int put(String path, Object data, int cas) {
            return put(path, Versioned.create(data, Version.from(cas)));
        }

        Map<String, Object> numbered(int n) {
            return Map.of("n", n);
        }

        Versioned<Map<String, Object>> get(String path, int version) {
            return kv.get(path, Version.from(version));
        }

        /** Spring has no exception of its own for check-and-set: its text is all that tells. */
        void refusesCheckAndSet(Runnable write) {
            String text = assertThrows(VaultException.class, write::run).getMessage();
            assertTrue(text.contains("400") && text.contains("check-and-set"), text);
        }

        @Test
        void storesAndReads() {
            Map<String, Object> secret = new LinkedHashMap<>();
            secret.put("user", "æon");
            secret.put("list", Arrays.asList(1, 2.5, null, true));
            secret.put("nested", Map.of("a", ""));
            Instant before = Instant.now().minusSeconds(1);
            Versioned.Metadata written = kv.put(path("one"), secret);
            assertEquals(1, written.getVersion().getVersion());
            assertTrue(written.getCreatedAt().isAfter(before));
            assertFalse(written.isDeleted() || written.isDestroyed());

            Versioned<Map<String, Object>> read = kv.get(path("one"));
            assertEquals(secret, read.getRequiredData());
            assertEquals(1, read.getVersion().getVersion());
            assertEquals(written.getCreatedAt(), read.getRequiredMetadata().getCreatedAt());
            assertEquals(secret, latest.get(path("one")).getData());
        }

        record Login(String user, int port) {
        }

        @Test
        void storesAndReadsObjects() {
            Login login = new Login("admin", 5432);
            kv.put(path("object"), login);
            assertEquals(login, kv.get(path("object"), Login.class).getRequiredData());
        }

        @Test
        void readsOldVersions() {
            for (int n = 1; n <= 3; n++) assertEquals(n, put(path("old"), numbered(n)));
            for (int n = 1; n <= 3; n++) {
                assertEquals(numbered(n), get(path("old"), n).getData());
                assertEquals(n, get(path("old"), n).getVersion().getVersion());
            }
            assertNull(get(path("old"), 4));
        }

        @Test
        void listsWithFolders() {
            for (String name : List.of("b", "a", "a/deep/er", "c/d")) put(path(name), numbered(1));
            assertEquals(List.of("a", "a/", "b", "c/"), kv.list(folder));
            assertEquals(List.of("deep/"), kv.list(path("a")));
            assertTrue(kv.list("").contains("spring-vault/"));
            assertEquals(List.of(), kv.list(path("b")));
        }

        @Test
        void patchesByReadAndWriteWithCheckAndSet() {
            put(path("patched"), Map.of("kept", "1", "changed", "old"));
            assertTrue(latest.patch(path("patched"), Map.of("changed", "new", "added", List.of(1))));
            assertEquals(
                Map.of("kept", "1", "changed", "new", "added", List.of(1)), kv.get(path("patched")).getData());
            assertEquals(2, kv.get(path("patched")).getVersion().getVersion());
            assertThrows(VaultException.class, () -> latest.patch(path("none"), Map.of("a", "b")));
        }

        @Test
        void deletesAndUndeletes() {
            for (int n = 1; n <= 3; n++) put(path("deleted"), numbered(n));
            kv.delete(path("deleted"));
            Versioned<Map<String, Object>> deleted = kv.get(path("deleted"));
            assertNull(deleted.getData());
            assertEquals(3, deleted.getVersion().getVersion());
            assertTrue(deleted.getRequiredMetadata().isDeleted());
            assertFalse(deleted.getRequiredMetadata().isDestroyed());
            assertNotNull(deleted.getRequiredMetadata().getDeletedAt());

            kv.delete(path("deleted"), Version.from(1), Version.from(2));
            assertNull(get(path("deleted"), 1).getData());
            kv.undelete(path("deleted"), Version.from(1), Version.from(3));
            assertEquals(numbered(1), get(path("deleted"), 1).getData());
            assertNull(get(path("deleted"), 2).getData());
            assertEquals(numbered(3), kv.get(path("deleted")).getData());
            assertFalse(kv.get(path("deleted")).getRequiredMetadata().isDeleted());
        }

        @Test
        void destroys() {
            for (int n = 1; n <= 2; n++) put(path("destroyed"), numbered(n));
            kv.destroy(path("destroyed"), Version.from(1));
            kv.undelete(path("destroyed"), Version.from(1));
            Versioned<Map<String, Object>> destroyed = get(path("destroyed"), 1);
            assertNull(destroyed.getData());
            assertTrue(destroyed.getRequiredMetadata().isDestroyed());
            assertEquals(numbered(2), kv.get(path("destroyed")).getData());
        }

        @Test
        void writesMetadata() {
            Duration minutes = Duration.ofMinutes(90);
            kv.opsForKeyValueMetadata().put(path("metadata"), VaultMetadataRequest.builder()
                .maxVersions(5).deleteVersionAfter(minutes).customMetadata(Map.of("owner", "team")).build());
            assertNull(kv.get(path("metadata")));
            assertEquals(1, put(path("metadata"), numbered(1), 0));

            var metadata = kv.opsForKeyValueMetadata().get(path("metadata"));
            assertEquals(1, metadata.getCurrentVersion());
            assertEquals(0, metadata.getOldestVersion());
            assertEquals(5, metadata.getMaxVersions());
            assertEquals(minutes, metadata.getDeleteVersionAfter());
            assertFalse(metadata.isCasRequired());
            assertFalse(metadata.getUpdatedTime().isBefore(metadata.getCreatedTime()));
            assertEquals(1, metadata.getVersions().size());
            Versioned.Metadata version = metadata.getVersions().get(0);
            assertEquals(1, version.getVersion().getVersion());
            assertEquals(minutes, Duration.between(version.getCreatedAt(), version.getDeletedAt()));
            // Spring reads custom metadata with the data only, not with the metadata.
            assertEquals(
                Map.of("owner", "team"), kv.get(path("metadata")).getRequiredMetadata().getCustomMetadata());
        }

        @Test
        void prunesByMaxVersions() {
            kv.opsForKeyValueMetadata().put(
                path("pruned"), VaultMetadataRequest.builder().maxVersions(2).build());
            for (int n = 1; n <= 4; n++) assertEquals(n, put(path("pruned"), numbered(n)));
            assertNull(get(path("pruned"), 2));
            assertEquals(3, kv.opsForKeyValueMetadata().get(path("pruned")).getOldestVersion());
        }

        @Test
        void checksAndSets() {
            String path = path("cas");
            refusesCheckAndSet(() -> put(path, numbered(0), 1));
            assertEquals(1, put(path, numbered(1), 0));
            assertEquals(2, put(path, numbered(2), 1));
            for (int wrong : new int[] {0, 1, 3}) refusesCheckAndSet(() -> put(path, numbered(0), wrong));

            kv.opsForKeyValueMetadata().put(path, VaultMetadataRequest.builder().casRequired(true).build());
            assertTrue(kv.opsForKeyValueMetadata().get(path).isCasRequired());
            refusesCheckAndSet(() -> put(path, numbered(0)));
            assertEquals(3, put(path, numbered(3), 2));
            assertEquals(numbered(3), kv.get(path).getData());
        }

        @Test
        void deletesEverything() {
            put(path("all"), numbered(1));
            kv.opsForKeyValueMetadata().delete(path("all"));
            assertNull(kv.get(path("all")));
            assertNull(kv.opsForKeyValueMetadata().get(path("all")));
            assertEquals(1, put(path("all"), numbered(2)));
        }

        @Test
        void readsNothingOfAMissingSecret() {
            assertNull(kv.get(path("none")));
            assertNull(latest.get(path("none")));
            kv.delete(path("none"));
            kv.destroy(path("none"), Version.from(1));
        }

        @Test
        void configures() {
            vault.write("secret/config", Map.of("max_versions", 3));
            try {
                assertEquals(
                    Map.of("cas_required", false, "delete_version_after", "0s", "max_versions", 3),
                    vault.read("secret/config").getRequiredData());
            } finally {
                vault.write("secret/config", Map.of("max_versions", 0));
            }
        }

        /** Asks sys/internal/ui/mounts which version of KV the mount has. */
        @Test
        void isAPropertySource() {
            put(path("properties"), Map.of("db", Map.of("user", "admin"), "port", 5432));
            var properties = new VaultPropertySource(vault, "secret/" + path("properties"));
            assertEquals("admin", properties.getProperty("db.user"));
            assertEquals(5432, properties.getProperty("port"));
            assertEquals(0, new VaultPropertySource(vault, "secret/" + path("none")).getPropertyNames().length);
        }

        @Test
        void asksTheServerForItsState() {
            var health = vault.opsForSys().health();
            assertTrue(health.isInitialized());
            assertFalse(health.isSealed() || health.isStandby());
            assertTrue(vault.opsForSys().isInitialized());
            assertFalse(vault.opsForSys().getUnsealStatus().isSealed());
        }
    }

    /** Looks the token up before the first request, and revokes a token of its own when it ends. */
    @Test
    void managesTheLifeOfAToken() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.initialize();
        TokenAuthentication token = new TokenAuthentication(System.getenv("KMS_RESTAPI_TOKEN"));
        var session = new LifecycleAwareSessionManager(
            token, scheduler, VaultClients.createRestTemplate(ENDPOINT, requests(trust())));
        try {
            assertEquals(token.login(), session.getSessionToken());
            var kv = new VaultTemplate(ENDPOINT, requests(trust()), session).opsForVersionedKeyValue("secret");
            String path = "spring-vault/" + UUID.randomUUID();
            assertEquals(1, kv.put(path, Map.of("n", 1)).getVersion().getVersion());
            session.renewToken();
            assertEquals(Map.of("n", 1), kv.get(path).getData());
        } finally {
            session.destroy();
            scheduler.shutdown();
        }
        assertTrue(byToken(System.getenv("KMS_RESTAPI_TOKEN")).opsForSys().isInitialized());
    }

    @Test
    void refusesAWrongToken() {
        var kv = byToken("wrong").opsForVersionedKeyValue("secret");
        String text = assertThrows(VaultException.class, () -> kv.get("any")).getMessage();
        assertTrue(text.contains("401"), text);
    }
}
