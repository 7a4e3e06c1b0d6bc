<?php
// WordPress's own, but for where the site is: its files are links, which PHP would follow to the package's own configuration.
define( 'ABSPATH', __DIR__ . '/' );
define( 'WP_USE_THEMES', true );
require ABSPATH . 'wp-blog-header.php';
