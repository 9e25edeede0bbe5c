package org.acme;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.sidecar.Sidecar;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class NightlyRestart {

    private final Sidecar quotes;

    NightlyRestart(@Identifier("quotes") Sidecar quotes) {
        this.quotes = quotes;
    }

    @Scheduled(cron = "0 0 4 * * ?")
    Uni<Void> restart() {
        return quotes.restart().replaceWithVoid();
    }
}
