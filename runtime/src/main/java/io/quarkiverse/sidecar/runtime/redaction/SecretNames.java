package io.quarkiverse.sidecar.runtime.redaction;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which names of variables, options and headers promise a secret. Pure. */
final class SecretNames {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    // The long words are secrets wherever they stand (PGPASSWORD). The short ones only as a word of their own: KEYBOARD,
    // AUTHOR, BYPASS and MAX_TOKENS are none; and where well-known programs write them together (Redis: --requirepass).
    private static final Pattern SECRET = Pattern.compile("PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIAL|APIKEY"
            + "|REQUIREPASS|MASTERAUTH|SSHPASS|(?<![A-Z0-9])(DB|SMTP|ROOT|USER|ADMIN|MYSQL|REDIS)PASS(?![A-Z0-9])"
            + "|(?<![A-Z0-9])(PASS|KEY|AUTH|AUTHORIZATION|AUTHENTICATION|COOKIE|JWT)(?![A-Z0-9])"
            + "|(ACCESS|PRIVATE|AUTH|ENCRYPTION|SIGNING|SSH)KEY(?![A-Z0-9])|TOKEN(?![A-Z0-9])"
            + "|(?<=[A-Z0-9][_.-])PWD(?![A-Z0-9])");

    // What is said about a secret is none: where it is, how long it lasts. Nor are keys that order or find things.
    private static final Pattern INNOCENT = Pattern.compile("[_.-](URL|URI|PORT|HOST|HOSTNAME|ADDR|PROTO|TCP|UDP|ENDPOINT"
            + "|FILE|PATH|DIR|DIRECTORY|ENABLED|TYPE|NAME|TTL|TIMEOUT|EXPIRY|EXPIRATION|LENGTH|SIZE|ALGORITHM|ISSUER|METHOD"
            + "|PROVIDER|MODE)$"
            + "|(?<![A-Z0-9])(SORT|PRIMARY|FOREIGN|PARTITION|PUBLIC|ROUTING|CACHE|HASH)[_.-]?KEY$");

    private SecretNames() {
    }

    static boolean matches(String name) {
        String words = HUMP.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
        return SECRET.matcher(words).find() && !INNOCENT.matcher(words).find();
    }
}
