package io.quarkiverse.sidecar.it.servers;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import redis.clients.jedis.Jedis;
import redis.embedded.core.ExecutableProvider;

/** Redis, of the build that the artifact holds for this system. */
record Redis(Path program, Path data) implements Server {

    /** It listens here too, where nobody looks before the launch. */
    static final String SECOND_ADDRESS = "127.0.0.2";

    static Redis in(Path folder) throws Exception {
        assumeThatCode(() -> ExecutableProvider.newJarResourceProvider(folder.toFile()).get())
                .as("the artifact holds a Redis for this system").doesNotThrowAnyException();
        Path program = ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
        assumeThat(Commands.succeeds(program.toString(), "--version")).as("%s can be run here", program).isTrue();
        return new Redis(program, Files.createTempDirectory(folder, "data"));
    }

    @Override
    public Redis onNewData() throws IOException {
        return new Redis(program, Files.createTempDirectory(data.getParent(), "data"));
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Map<String, String> configuration() {
        return Map.of("redis.program", program.toString(), "redis.data", data.toString(),
                "redis.bind", "127.0.0.1," + SECOND_ADDRESS,
                "redis.ping", "bash," + Path.of("src/test/scripts/redis-ping").toAbsolutePath());
    }

    @Override
    public void write(String address, String key, String value) {
        try (Jedis client = new Jedis(URI.create(address))) {
            client.set(key, value);
        }
    }

    @Override
    public String read(String address, String key) {
        try (Jedis client = new Jedis(URI.create(address))) {
            return client.get(key);
        }
    }

    @Override
    public String farewell() {
        return "Redis is now ready to exit, bye bye...";
    }

    @Override
    public String surprise() {
        return null;
    }
}
