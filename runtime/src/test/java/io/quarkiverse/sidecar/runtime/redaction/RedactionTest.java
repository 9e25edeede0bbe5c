package io.quarkiverse.sidecar.runtime.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @ValueSource(strings = { "PASSWORD", "db_password", "PGPASSWORD", "MYSQL_PASSWD", "CLIENT_SECRET", "SECRETS", "TOKEN",
            "GITHUB_TOKEN", "AuthToken", "API_KEY", "APIKEY", "apiKey", "api-key", "X-Api-Key", "AWS_ACCESS_KEY_ID",
            "SSH_PRIVATE_KEY", "KEY", "GOOGLE_CREDENTIALS", "CREDENTIAL", "BASIC_AUTH", "Authorization", "DB_PASS", "DB_PWD",
            "KEY_PASSPHRASE", "SIDECAR_TOKEN", "--token", "quarkus.datasource.password" })
    void knowsTheNamesOfSecrets(String name) {
        assertThat(Redaction.secretName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "PATH", "KEYBOARD_LAYOUT", "MONKEY", "GIT_AUTHOR_NAME", "MAX_TOKENS", "TOKENIZERS_PARALLELISM",
            "BYPASS_PROXY", "PWD", "OLDPWD", "COMPASS", "KEYCLOAK_URL", "XAUTHORITY", "PORT", "" })
    void leavesOtherNamesAlone(String name) {
        assertThat(Redaction.secretName(name)).isFalse();
    }

    @Test
    void hidesEveryOccurrenceOfASecretValue() {
        Redaction redaction = Redaction.of(Map.of("API_TOKEN", "abcd", "HOME", "/home/ada"));

        assertThat(redaction.line("abcd in /home/ada: xabcdabcd")).isEqualTo("*** in /home/ada: x******");
    }

    @Test
    void hidesTheLongerOfTwoSecretsThatBeginAlike() {
        Redaction redaction = Redaction.of(Map.of("A_KEY", "hunter", "B_KEY", "hunter2000"));

        assertThat(redaction.line("hunter2000 hunter")).isEqualTo("*** ***");
    }

    @Test
    void hidesEachLineOfAKeyFile() {
        Redaction redaction = Redaction.of(Map.of("PRIVATE_KEY", "-----BEGIN KEY-----\nMIIEvQIBADAN\r\n-----END KEY-----\n"));

        assertThat(redaction.line("read MIIEvQIBADAN")).isEqualTo("read ***");
    }

    @Test
    void hidesThePasswordInAUrlOfTheEnvironment() {
        Redaction redaction = Redaction.of(Map.of("DATABASE_URL", "postgres://ada:l0velace@db:5432/app"));

        assertThat(redaction.line("connecting as ada with l0velace")).isEqualTo("connecting as ada with ***");
    }

    @Test
    void leavesShortValuesAndSwitchesAlone() {
        Redaction redaction = Redaction.of(Map.of("A_KEY", "abc", "B_AUTH", "true", "C_TOKEN", "", "D_AUTH", "None"));

        assertThat(redaction.line("abc true None")).isEqualTo("abc true None");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "--password=x y                          | --password=***",
            "-Ddb.password=x                         | -Ddb.password=***",
            "PASSWORD=x                              | PASSWORD=***",
            "Authorization: Bearer abc               | Authorization: ***",
            "https://ada:l0ve@host/path              | https://ada:***@host/path",
            "redis://:p@ss@host:6379                 | redis://:***@host:6379",
            "--url=http://ada:l0ve@host              | --url=http://ada:***@host",
            "http://host/?user=ada&api_key=x1&page=2 | http://host/?user=ada&api_key=***&page=2",
            "exec app --token abc --port 80          | exec app --token *** --port 80",
            "env SECRET='a b' exec app               | env SECRET=*** exec app",
            "curl -H 'X-Api-Key: abc' host           | curl -H 'X-Api-Key: ***' host",
            "--port=8080                             | --port=8080",
            "server/index.js                         | server/index.js",
            "http://host:8080/a@b                    | http://host:8080/a@b",
    })
    void hidesSecretsWithinAnArgument(String argument, String shown) {
        assertThat(Redaction.command(List.of(argument))).containsExactly(shown);
    }

    @Test
    void hidesThePasswordsOfRedis() {
        assertThat(Redaction.command(List.of("redis-server", "--requirepass", "hunter2", "--masterauth", "l0velace")))
                .containsExactly("redis-server", "--requirepass", "***", "--masterauth", "***");
        assertThat(Redaction.command(List.of("sh", "-c", "exec redis-server --port 6379 --requirepass hunter2")))
                .containsExactly("sh", "-c", "exec redis-server --port 6379 --requirepass ***");
    }

    @Test
    void hidesTheArgumentAfterASecretOption() {
        assertThat(
                Redaction.command(List.of("app", "--token", "-x1", "--api-key", "$1", "--port", "80", "--auth", "--verbose")))
                .containsExactly("app", "--token", "***", "--api-key", "***", "--port", "80", "--auth", "--verbose");
    }

    /** Each command on one line, its arguments apart by a bar. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "mysql|-uada|-phunter2|shop                       ; mysql|-uada|-p***|shop",
            "/usr/bin/mysqldump|-phunter2                     ; /usr/bin/mysqldump|-p***",
            "mariadb|-p|shop                                  ; mariadb|-p|shop",
            "curl|-u|ada:hunter2|http://host                  ; curl|-u|ada:***|http://host",
            "curl|-uada:hunter2|http://host                   ; curl|-uada:***|http://host",
            "curl|--user|ada:hunter2|http://host              ; curl|--user|ada:***|http://host",
            "curl|--user=ada:hunter2                          ; curl|--user=ada:***",
            "curl|--proxy-user|ada:hunter2                    ; curl|--proxy-user|ada:***",
            "redis-cli|-h|host|-a|hunter2|ping                ; redis-cli|-h|host|-a|***|ping",
            "redis-cli|--pass|hunter2                         ; redis-cli|--pass|***",
            "app|--password|pass                              ; app|--password|***",
            "sshpass|-p|hunter2|ssh|host                      ; sshpass|-p|***|ssh|host",
            "sshpass|-phunter2|ssh|host                       ; sshpass|-p***|ssh|host",
            "psql|postgres://u:p@h/db                         ; psql|postgres://u:***@h/db",
            "sh|-c|mysql -uada -phunter2 shop                 ; sh|-c|mysql -uada -p*** shop",
            "sh|-c|curl -fsS -u ada:hunter2 http://host       ; sh|-c|curl -fsS -u ada:*** http://host",
            "sh|-c|redis-cli -a hunter2 ping && echo -a b     ; sh|-c|redis-cli -a *** ping && echo -a b",
            "docker|run|-u|1000:1000|-p|8080:80|image         ; docker|run|-u|1000:1000|-p|8080:80|image",
            "node|server.js|-p|8080                           ; node|server.js|-p|8080",
            "sudo|-u|ada|id|-a                                ; sudo|-u|ada|id|-a",
    })
    void knowsTheShortOptionsOfWellKnownPrograms(String command, String shown) {
        assertThat(String.join("|", Redaction.command(List.of(command.split("\\|"))))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = { "AUTH_SERVICE_PORT", "AUTH_PORT_80_TCP_ADDR", "TOKEN_URL", "SORT_KEY", "PASSWORD_FILE",
            "SECRET_PATH",
            "PUBLIC_KEY", "tokenEndpoint", "PRIMARY_KEY", "TOKEN_TTL" })
    void knowsWhatIsOnlySaidAboutASecret(String name) {
        assertThat(Redaction.secretName(name)).isFalse();
    }

    @Test
    void hidesEncodedForms() {
        String secret = "p\"w\\x+secret/1";
        Redaction redaction = Redaction.of(Map.of("API_TOKEN", secret));
        for (String prefix : List.of("", "s", "sv", "svc:")) {
            String encoded = Base64.getEncoder().encodeToString((prefix + secret + ":end").getBytes(StandardCharsets.UTF_8));
            assertThat(redaction.line("b64 " + encoded)).contains("***");
        }
        assertThat(redaction.line("url " + URLEncoder.encode(secret, StandardCharsets.UTF_8))).isEqualTo("url ***");
        assertThat(redaction.line("json \"p\\\"w\\\\x+secret/1\"")).isEqualTo("json \"***\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "headers {Authorization: Basic c3ZjOlNFQ1JFVA==} ; headers {Authorization: Basic ***}",
            "'authorization': 'Bearer abc.def'               ; 'authorization': 'Bearer ***'",
            "Proxy-Authorization=abcdef, next                ; Proxy-Authorization=***, next",
            "no authorization here                           ; no authorization here" })
    void hidesWhatFollowsAuthorization(String line, String shown) {
        assertThat(Redaction.NONE.line(line)).isEqualTo(shown);
    }

    @Test
    void hidesTheBeginningOfASecretWhereALineIsCut() {
        Redaction redaction = Redaction.of(Map.of("API_TOKEN", "SECRETtoken0123456789"));
        assertThat(redaction.beginning("xxxSECRETtoken01")).isEqualTo("xxx***");
        assertThat(redaction.line("xxxSECRETtoken01")).isEqualTo("xxxSECRETtoken01");
    }
}
