<?php
// Customers of the tests write as fast as they like. WordPress itself never tells a moderator to slow down, plugins do:
// one that does is in force while there is a file `flood` beside the site, and application passwords are switched off while
// there is one `no-passwords`. Guests may write by the interface.
remove_filter( 'comment_flood_filter', 'wp_throttle_comment_flood', 10 );
add_filter(
	'wp_is_comment_flood',
	function ( $is_flood ) {
		return $is_flood || file_exists( dirname( ABSPATH ) . '/flood' );
	},
	99
);
add_filter(
	'wp_is_application_passwords_available',
	function ( $is_available ) {
		return $is_available && ! file_exists( dirname( ABSPATH ) . '/no-passwords' );
	}
);
add_filter( 'rest_allow_anonymous_comments', '__return_true' );
