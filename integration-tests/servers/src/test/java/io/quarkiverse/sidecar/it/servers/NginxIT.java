package io.quarkiverse.sidecar.it.servers;

import java.io.IOException;
import java.nio.file.Path;

class NginxIT extends ServerLife {

    @Override
    Server install(Path folder) throws IOException {
        return Nginx.in(folder);
    }
}
